import { join } from 'node:path';
import { InferenceSession, type OnnxValue } from 'onnxruntime-node';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LanguageModel } from '../../src/engine/runtime/languageModel.ts';
import { demoDirectory } from '../engine/demo.ts';

interface Crossing {
  /** Bytes fed from main memory. */
  readonly into: number;
  /** Bytes given back in main memory. */
  readonly back: number;
}

/** What crosses at each run, and the buffers on the device that were handed out and not yet freed. */
class Watch {
  readonly crossings: Crossing[] = [];
  readonly alive = new Set<OnnxValue>();

  /** Looks on at the real session. */
  on(session: InferenceSession): void {
    const run = session.run.bind(session);
    vi.spyOn(session, 'run').mockImplementation(async (...args: unknown[]) => {
      const [feeds] = args as [InferenceSession.OnnxValueMapType];
      const into = bytesInMainMemory(feeds);
      const outputs = await run(feeds);
      this.crossings.push({ into, back: bytesInMainMemory(outputs) });
      for (const tensor of Object.values(outputs)) if (tensor.location === 'gpu-buffer') this.#follow(tensor);
      return outputs;
    });
  }

  #follow(tensor: OnnxValue): void {
    this.alive.add(tensor);
    const dispose = tensor.dispose.bind(tensor);
    tensor.dispose = () => {
      this.alive.delete(tensor);
      dispose();
    };
  }
}

const elementBytes: Readonly<Record<string, number>> = { int64: 8, float32: 4, float16: 2 };

function bytesInMainMemory(values: InferenceSession.OnnxValueMapType): number {
  return Object.values(values)
    .filter(({ location }) => location !== 'gpu-buffer')
    .reduce((sum, { size, type }) => sum + size * elementBytes[type]!, 0);
}

let watch: Watch;

beforeEach(() => {
  watch = new Watch();
  const create = InferenceSession.create.bind(InferenceSession);
  vi.spyOn(InferenceSession, 'create').mockImplementation(async (...args: unknown[]) => {
    const session = await create(...(args as [string, InferenceSession.SessionOptions]));
    watch.on(session);
    return session;
  });
});

afterEach(() => vi.restoreAllMocks());

function loadLargeIns(): Promise<LanguageModel> {
  const options = { executionProvider: 'webgpu', longestRun: 31, threads: 2, label: 'large-ins' } as const;
  return LanguageModel.load(join(demoDirectory, 'large-ins'), options);
}

const longLength = 8;

test('only ids, mask and the wanted rows of logits cross between main memory and the graphics card', async () => {
  const model = await loadLargeIns();
  const row = model.logitsWidth * 4;
  await model.append([1, 2, 3, 4, 5], 1);
  await model.append([6], 1);
  model.rewind(3);
  await model.append([7, 8], 2);
  // ids, mask, and the scalar that says how many rows are wanted
  const into = (ids: number, length: number) => (ids + length + 1) * longLength;
  expect(watch.crossings).toEqual([
    { into: into(5, 5), back: row },
    { into: into(1, 6), back: row },
    { into: into(2, 5), back: 2 * row },
  ]);
  await model.dispose();
});

test('500 steps keep the buffers of one step alive, a disposed model none', async () => {
  const model = await loadLargeIns();
  const buffers = model.folder.description.graph.cache.length;
  await model.append([1, 2, 3], 1);
  const before = process.memoryUsage().rss;
  for (let step = 0; step < 500; step++) {
    await model.append([(step * 31) % model.logitsWidth], 1);
    expect(watch.alive.size).toBe(buffers);
  }
  // Software Vulkan keeps its buffers in main memory: if they were only forgotten, these steps would leave 600 MB.
  const grown = (process.memoryUsage().rss - before) / 1e6;
  console.log(`500 steps: ${grown.toFixed(0)} MB more of main memory`);
  expect(grown).toBeLessThan(300);
  await model.dispose();
  expect(watch.alive.size).toBe(0);
});

test('a run that fails leaves no buffer behind, and the model goes on afterwards', async () => {
  const model = await loadLargeIns();
  const fresh = (await model.append([1, 2, 3], 1)).data;
  // More rows than there are positions: the graph gives what it has, which is not what was asked for.
  await expect(model.append([4, 5], 3)).rejects.toMatchObject({ code: 'inference-failed' });
  expect(watch.alive.size).toBe(0);
  expect((await model.append([1, 2, 3], 1)).data).toEqual(fresh);
  await model.dispose();
});
