import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededGenerator } from '../../../../src/engine/decoding/randomGenerator.ts';
import { LanguageModel } from '../../../../src/engine/runtime/languageModel.ts';
import type { CpuRuntime } from '../../../../src/engine/runtime/session/modelSession.ts';
import {
  cpuRuntimeReport,
  nativeLibrary,
} from '../../../../src/engine/runtime/session/native/nativeLibrary.ts';
import { convertModel, type Precision } from '../../../../src/models/index.ts';
import { writeDemoCheckpoint } from '../../../models/trios/demoCheckpoints.ts';
import { anyProvenance, makeTemporaryFolder, temporaryFolder } from '../../../models/support/folders.ts';
import { demoDirectory } from '../../demo.ts';

const load = (directory: string, runtime: CpuRuntime): Promise<LanguageModel> =>
  LanguageModel.load(directory, { executionProvider: 'cpu', threads: 2, label: 'model', runtime });

const work = makeTemporaryFolder();
let checkpoint: string;
beforeAll(async () => {
  checkpoint = join(await work.path, 'checkpoint');
  await writeDemoCheckpoint('small-base', checkpoint);
});
afterAll(() => work.remove());

async function folderOf(precision: Precision | 'as bundled'): Promise<string> {
  if (precision === 'as bundled') return join(demoDirectory, 'small-base');
  const directory = join(await work.path, precision);
  await convertModel({ source: checkpoint, out: directory, precision, provenance: anyProvenance });
  return directory;
}

describe.each(['as bundled', 'fp32', 'fp16', 'int8', 'int4'] as const)('a model %s', (precision) => {
  let native: LanguageModel;
  let node: LanguageModel;
  beforeAll(async () => {
    const directory = await folderOf(precision);
    native = await load(directory, 'native');
    node = await load(directory, 'onnxruntime-node');
  });
  afterAll(async () => {
    await native.dispose();
    await node.dispose();
  });

  it('gives the bits of onnxruntime-node, whatever is appended, taken back, left and resumed', async () => {
    expect([native.runtime, node.runtime]).toEqual(['native', 'onnxruntime-node']);
    const random = seededGenerator(3);
    const below = (limit: number): number => Math.floor(random() * limit);
    for (let round = 0; round < 60; round++) {
      const ids = Array.from({ length: 1 + below(30) }, () => below(8_000));
      const keep = 1 + below(ids.length);
      expect((await native.append(ids, keep)).data).toEqual((await node.append(ids, keep)).data);
      const length = below(native.cachedIds.length + 1);
      const prompt = [...native.cachedIds.slice(0, length), 7];
      for (const model of [native, node]) {
        if (round % 4 === 1) model.rewind(length);
        if (round % 4 === 3) {
          model.resume(prompt);
          model.rewind(Math.min(length, model.cachedIds.length));
        }
      }
      expect(native.cachedIds).toEqual(node.cachedIds);
    }
  });
});

describe('a run under way', () => {
  let model: LanguageModel;
  beforeAll(async () => {
    model = await load(join(demoDirectory, 'large-ins'), 'native');
  });
  afterAll(() => model.dispose());

  it('leaves the thread free, ends in its middle, and leaves what was cached before it', async () => {
    await model.append([1, 2, 3], 1);
    const before = await model.append([4, 5], 2);
    model.rewind(3);
    const abort = new AbortController();
    const long = Array.from({ length: 900 }, (_, index) => 100 + index);
    const running = model.append(long, 1, abort.signal);
    let turns = 0;
    const timer = setImmediate(() => {
      turns += 1;
      abort.abort();
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    clearImmediate(timer);
    expect(turns).toBe(1);
    expect(model.cachedIds).toEqual([1, 2, 3]);
    expect((await model.append([4, 5], 2)).data).toEqual(before.data);
  });

  it.each([
    ['makes the cache larger', 256],
    ['finds room', 250],
  ])('for one token, ended before its end, leaves what was cached: it %s', async (_, length) => {
    const cached = Array.from({ length }, (_id, index) => 100 + ((index * 37) % 5_000));
    model.rewind(0);
    await model.append(cached, 1);
    const next = [11, 12, 13];
    const expected = await model.append(next, 3);
    let ended = 0;
    for (let attempt = 0; attempt < 20 && ended < 5; attempt++) {
      // Another document in between, so that the cache is as small as its text again.
      model.rewind(0);
      await model.append(cached, 1);
      const abort = new AbortController();
      const running = model.append(next.slice(0, 1), 1, abort.signal);
      await Promise.resolve().then(() => undefined);
      abort.abort();
      const outcome = await running.then(
        () => 'done',
        (error: unknown) => error,
      );
      if (outcome === 'done') continue;
      expect(outcome).toMatchObject({ code: 'cancelled' });
      ended += 1;
      expect((await model.append(next, 3)).data).toEqual(expected.data);
    }
    expect(ended).toBeGreaterThan(0);
  });

  it('that fails empties the sequence and tells why', async () => {
    await expect(model.append([1_000_000], 1)).rejects.toMatchObject({ code: 'inference-failed' });
    expect(model.cachedIds).toEqual([]);
    expect((await model.append([1, 2, 3], 1)).rows).toBe(1);
  });

  it('does not leak: a thousand steps and a hundred documents take no more memory than the first ones', async () => {
    const step = async (index: number): Promise<void> => {
      model.resume(Array.from({ length: 30 }, (_, at) => 50 + (index % 100) + at));
      model.rewind(0);
      await model.append([5 + (index % 90), 6], 1);
      await model.append([7], 1);
    };
    for (let index = 0; index < 150; index++) await step(index);
    const before = process.memoryUsage().rss;
    for (let index = 0; index < 500; index++) await step(index);
    const grown = (process.memoryUsage().rss - before) / 1e6;
    console.log(`1000 steps: ${grown.toFixed(0)} MB more`);
    expect(grown).toBeLessThan(120);
  });
});

it('a thread that ends in the middle of a run takes nothing else down', async () => {
  // The engine ends its runs before its thread; this is what happens when somebody else ends the thread.
  const program = `
    import { parentPort } from 'node:worker_threads';
    import { LanguageModel } from ${JSON.stringify(new URL('../../../../src/engine/runtime/languageModel.ts', import.meta.url).href)};
    const model = await LanguageModel.load(${JSON.stringify(join(demoDirectory, 'large-ins'))},
      { executionProvider: 'cpu', threads: 2, label: 'model', runtime: 'native' });
    parentPort.postMessage('running');
    await model.append(Array.from({ length: 900 }, (_, index) => 100 + index), 1);
    parentPort.postMessage('done');
  `;
  const file = join(await temporaryFolder(), 'thread.mjs');
  await writeFile(file, program);
  for (let round = 0; round < 3; round++) {
    const worker = new Worker(file);
    const heard: unknown[] = [];
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.on('message', (message) => {
        heard.push(message);
        resolve();
      });
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await worker.terminate();
    expect(heard[0]).toBe('running');
  }
  const model = await load(join(demoDirectory, 'small-base'), 'native');
  expect((await model.append([1, 2, 3], 1)).rows).toBe(1);
  await model.dispose();
});

describe('which runtime', () => {
  it('is the native one here, where it works', async () => {
    expect(await cpuRuntimeReport()).toMatchObject({ runtime: 'native' });
    expect(await nativeLibrary('onnxruntime-node')).toBeNull();
    const model = await LanguageModel.load(join(demoDirectory, 'small-base'), {
      executionProvider: 'cpu',
      label: 'model',
    });
    expect(model.runtime).toBe('native');
    await model.dispose();
  });

  it('a file that is no model gives the error that it always gave', async () => {
    const directory = join(await temporaryFolder(), 'broken');
    await mkdir(directory, { recursive: true });
    const source = join(demoDirectory, 'small-base');

    for (const name of ['trimix-model.json', 'model.onnx.data'])
      await copyFile(join(source, name), join(directory, name));
    const graph = await readFile(join(source, 'model.onnx'));
    await writeFile(join(directory, 'model.onnx'), graph.fill(7));
    for (const runtime of ['native', 'onnxruntime-node'] as const)
      await expect(load(directory, runtime)).rejects.toMatchObject({ code: 'model-file-damaged' });
  });
});
