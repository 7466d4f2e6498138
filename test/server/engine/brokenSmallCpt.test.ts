import { cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { passages } from '../../../src/cli/bench/passages.ts';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';
import { EngineHost, type EngineState } from '../../../src/server/engine/engineHost.ts';
import type { EngineOptions, GenerationTask } from '../../../src/server/engine/engineRpc.ts';
import type { Bundles } from '../endToEnd/bundles.ts';
import { buildBundles, demoTrio } from '../endToEnd/bundles.ts';

const never = new AbortController().signal;
const graph = join('small-cpt-kk-Cyrl', 'model.onnx');

let bundles: Bundles;
let directory: string;
let logged: string[];
let states: EngineState[];
let host: EngineHost;

beforeAll(async () => {
  bundles = await buildBundles();
});
afterAll(async () => {
  await bundles.remove();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'trimix-trio-'));
  await cp(demoTrio, directory, { recursive: true });
  // Of the right length, so that it is met when it is loaded and not before.
  await writeFile(join(directory, graph), Buffer.alloc((await stat(join(directory, graph))).size, 7));
  states = [];
  logged = [];
  host = new EngineHost({
    spawn: () => new Worker(bundles.engineWorker),
    onState: (state) => states.push(state),
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (message) => logged.push(message),
    },
  });
});
afterEach(async () => {
  await host.dispose();
  await rm(directory, { recursive: true, force: true });
});

const repair = (): Promise<void> => cp(join(demoTrio, graph), join(directory, graph));

/** What a keystroke asks for. */
async function write(language: LanguageTag): Promise<string> {
  const options: EngineOptions = {
    directory,
    version: '',
    executionProvider: 'cpu',
    threads: 1,
    gpuMemory: null,
  };
  const task: GenerationTask = {
    kind: 'completion',
    request: {
      prefix: passages[language],
      language,
      maxTokens: 4,
      endAt: 'none',
      rule: { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } },
      sampling: { kind: 'greedy' },
    },
  };
  await host.ensureLoaded(options, never, language);
  return (await host.generate(task, 'off', {}, never)).text;
}

const damaged = {
  code: 'model-file-damaged',
  message: expect.stringContaining('small-cpt-kk-Cyrl') as string,
};

describe('a small-cpt that cannot be loaded', () => {
  it('fails in the status at a switch, is not tried at each keystroke, and leaves the other languages', async () => {
    expect(await write('bo')).not.toBe('');
    await expect(write('kk-Cyrl')).rejects.toMatchObject(damaged);
    expect(states.at(-1)).toMatchObject({ kind: 'failed', error: damaged });

    // Were it tried, it would be found whole.
    await repair();
    await expect(write('kk-Cyrl')).rejects.toMatchObject(damaged);
    expect(logged).toHaveLength(1);

    expect(await write('ug')).not.toBe('');
    expect(states.at(-1)).toMatchObject({
      kind: 'ready',
      info: { models: { smallCpt: { folder: 'small-cpt-ug' } } },
    });
    await expect(write('kk-Cyrl')).rejects.toMatchObject(damaged);
    expect(states.at(-1)).toMatchObject({ kind: 'failed', error: damaged });

    host.retry();
    expect(states.at(-1)?.kind).toBe('ready');
    expect(await write('kk-Cyrl')).not.toBe('');
    expect(states.at(-1)).toMatchObject({
      kind: 'ready',
      info: { models: { smallCpt: { folder: 'small-cpt-kk-Cyrl' } } },
    });
  });

  it('leaves the other languages where its own is the first that is wanted', async () => {
    await expect(write('kk-Cyrl')).rejects.toMatchObject(damaged);
    expect(states.at(-1)).toMatchObject({ kind: 'failed', error: damaged });
    expect(await write('bo')).not.toBe('');
    expect(states.at(-1)?.kind).toBe('ready');
    await expect(write('kk-Cyrl')).rejects.toMatchObject(damaged);
    expect(states.at(-1)).toMatchObject({ kind: 'failed', error: damaged });
    expect(logged).toHaveLength(1);
  });
});
