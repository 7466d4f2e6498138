import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { TriMixError } from '../../../src/engine/errors.ts';
import type { EngineState } from '../../../src/server/engine/engineHost.ts';
import { EngineHost } from '../../../src/server/engine/engineHost.ts';
import type { EngineOptions, GenerationTask } from '../../../src/server/engine/engineRpc.ts';
import type { Bundles } from '../endToEnd/bundles.ts';
import { buildBundles, demoTrio } from '../endToEnd/bundles.ts';
import { MortalWorker } from '../threads/mortalWorker.ts';

const demo: EngineOptions = {
  directory: demoTrio,
  version: '',
  executionProvider: 'cpu',
  threads: 1,
  gpuMemory: null,
};
const never = new AbortController().signal;

const task: GenerationTask = {
  kind: 'completion',
  request: {
    prefix: 'Барлық адамдар тумысынан азат және қадір-қасиеті ',
    language: 'kk-Cyrl',
    maxTokens: 400,
    endAt: 'none',
    rule: { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } },
    sampling: { kind: 'top-p', temperature: 1, topP: 0.9, seed: 1 },
  },
};

describe('EngineHost on real threads', () => {
  let bundles: Bundles;
  let workers: MortalWorker[];
  let states: EngineState[];
  let host: EngineHost;

  beforeAll(async () => {
    bundles = await buildBundles();
  });
  afterAll(async () => {
    await bundles.remove();
  });
  beforeEach(() => {
    workers = [];
    states = [];
    host = new EngineHost({
      spawn: () => {
        const worker = new MortalWorker(bundles.engineWorker);
        workers.push(worker);
        return worker;
      },
      onState: (state) => states.push(state),
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    });
  });
  afterEach(async () => {
    await host.dispose();
  });

  const kinds = (): string[] =>
    states.map((state) => state.kind).filter((kind, index, all) => kind !== all[index - 1]);

  it('tells of a thread that died in the middle of a generation, and starts it again', async () => {
    await host.ensureLoaded(demo, never);
    let text = '';
    const generation = host.generate(
      task,
      'off',
      {
        onText: (delta) => {
          text += delta;
          workers[0]!.die();
        },
      },
      never,
    );
    await expect(generation).rejects.toMatchObject({
      code: 'engine-stopped',
      message: expect.stringContaining('out of luck') as string,
    });
    expect(text).not.toBe('');

    const info = await host.ensureLoaded(demo, never);
    expect(info.name).not.toBe('');
    const outcome = await host.generate(
      { ...task, request: { ...task.request, maxTokens: 4 } },
      'off',
      {},
      never,
    );
    expect(outcome.tokens).toBeGreaterThan(0);
    expect(kinds()).toEqual(['loading', 'ready', 'failed', 'loading', 'ready']);
    expect(workers).toHaveLength(2);
  });

  it('recovers from a thread that dies while it loads', async () => {
    const loading = host.ensureLoaded(demo, never);
    await Promise.resolve();
    workers[0]!.die();
    await expect(loading).rejects.toMatchObject({ code: 'engine-stopped' });
    await host.ensureLoaded(demo, never);
    expect(states.at(-1)?.kind).toBe('ready');
  });

  it('says why a thread cannot live, each time it is tried', async () => {
    const broken = new EngineHost({
      spawn: () => new Worker('throw new Error("no native library")', { eval: true }),
      onState: (state) => states.push(state),
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const failures: unknown[] = [];
    // Later tries wait longer and longer (restartPolicy.test.ts): only the quick ones are made here.
    for (let attempt = 0; attempt < 2; attempt++) {
      failures.push(await broken.ensureLoaded(demo, never).catch((error: unknown) => error));
    }
    for (const failure of failures) {
      expect(failure).toMatchObject({
        code: 'engine-stopped',
        message: expect.stringContaining('no native library') as string,
      });
    }
    expect(states.at(-1)?.kind).toBe('failed');
    await broken.dispose();
  });

  it('survives other settings while the start of a thread that died again waits', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      for (const life of [0, 1]) {
        await host.ensureLoaded(demo, never);
        workers[life]!.die();
        await vi.waitUntil(() => states.at(-1)?.kind === 'failed', { timeout: 60_000, interval: 1 });
      }
      // The next start waits half a second, and nothing has told of it yet.
      const waiting = host.ensureLoaded(demo, never).catch((error: unknown) => error);
      expect(states.at(-1)?.kind).toBe('failed');
      host.retry();
      const info = await host.ensureLoaded({ ...demo, threads: 2 }, never);
      expect(await waiting).toMatchObject({ code: 'cancelled' });
      expect(info.models.largeIns).not.toBeNull();
      expect(states.at(-1)?.kind).toBe('ready');
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('shares one load between requests; one that is aborted does not end it', async () => {
    const first = new AbortController();
    const aborted = host.ensureLoaded(demo, first.signal);
    const other = host.ensureLoaded(demo, never);
    first.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'cancelled' });
    await other;
    expect(kinds()).toEqual(['loading', 'ready']);
  });

  it('stops a generation at its next step when it is aborted, and can generate again', async () => {
    await host.ensureLoaded(demo, never);
    const caller = new AbortController();
    let pieces = 0;
    const generation = host.generate(
      task,
      'off',
      {
        onText: () => {
          pieces += 1;
          caller.abort();
        },
      },
      caller.signal,
    );
    await expect(generation).rejects.toMatchObject({ code: 'cancelled' });
    // The abort crosses to the other thread while a step or two still run there.
    expect(pieces).toBeLessThan(40);
    const decisions: number[] = [];
    const outcome = await host.generate(
      { ...task, request: { ...task.request, maxTokens: 8 } },
      'all',
      { onDecision: (decision) => decisions.push(decision.index) },
      never,
    );
    expect(decisions).toEqual(Array.from({ length: outcome.tokens }, (_, index) => index));
  });

  it('tells which small-cpt is in use, also after a switch whose generation was superseded', async () => {
    const inUse = (state: EngineState | undefined): string | null | undefined =>
      state?.kind === 'ready' ? (state.info.models.smallCpt?.folder ?? null) : undefined;
    await host.ensureLoaded(demo, never, 'bo');
    expect(inUse(states.at(-1))).toBe('small-cpt-bo');
    const keystroke = new AbortController();
    const supersede = (): void => keystroke.abort(new TriMixError('superseded'));
    const generation = host.generate(task, 'off', { onText: supersede }, keystroke.signal);
    await expect(generation).rejects.toMatchObject({ code: 'superseded' });
    expect(inUse(states.at(-1))).toBe('small-cpt-kk-Cyrl');
    const info = await host.ensureLoaded(demo, never, 'kk-Cyrl');
    expect(info.models.smallCpt?.folder).toBe('small-cpt-kk-Cyrl');
  });

  it('remembers a load that cannot succeed, and forgets it on retry', async () => {
    const missing = { ...demo, directory: `${demoTrio}-nowhere` };
    await expect(host.ensureLoaded(missing, never)).rejects.toMatchObject({ code: 'model-file-missing' });
    await expect(host.ensureLoaded(missing, never)).rejects.toMatchObject({ code: 'model-file-missing' });
    expect(kinds()).toEqual(['loading', 'failed']);
    host.retry();
    await expect(host.ensureLoaded(missing, never)).rejects.toMatchObject({ code: 'model-file-missing' });
    expect(kinds()).toEqual(['loading', 'failed', 'loading', 'failed']);
    await host.ensureLoaded(demo, never);
    expect(states.at(-1)?.kind).toBe('ready');
  });
});
