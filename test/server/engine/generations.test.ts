import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { createConnection } from 'vscode-languageserver/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';
import { EngineHost, type EngineState } from '../../../src/server/engine/engineHost.ts';
import { Generations } from '../../../src/server/engine/generations.ts';
import { TriMixConnection } from '../../../src/server/rpc/trimixConnection.ts';
import { defaultSettings } from '../../../src/server/settings/serverSettings.ts';
import { TraceRecorder } from '../../../src/server/traces/traceRecorder.ts';
import { TraceStore } from '../../../src/server/traces/traceStore.ts';
import type { Bundles } from '../endToEnd/bundles.ts';
import { buildBundles, demoTrio } from '../endToEnd/bundles.ts';

const { signal } = new AbortController();

let bundles: Bundles;
let other: string;
let host: EngineHost;
let states: EngineState[];
let asked: (LanguageTag | null)[];
let generations: Generations;

beforeAll(async () => {
  bundles = await buildBundles();
  other = await mkdtemp(join(tmpdir(), 'trimix-other-'));
  await cp(demoTrio, other, { recursive: true });
});
afterAll(async () => {
  await bundles.remove();
  await rm(other, { recursive: true });
});
beforeEach(() => {
  const connection = createConnection(new PassThrough(), new PassThrough());
  states = [];
  asked = [];
  host = new EngineHost({
    spawn: () => new Worker(bundles.engineWorker),
    onState: (state) => states.push(state),
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  generations = new Generations({
    host,
    recorder: new TraceRecorder(new TraceStore(), new TriMixConnection(connection)),
    settings: () => ({ ...defaultSettings, executionProvider: 'cpu', threads: 1 }),
    trioFor: (language) => {
      asked.push(language);
      return Promise.resolve({ directory: language === 'ug' ? other : demoTrio, version: 'one' });
    },
  });
});
afterEach(() => host.dispose());

const loads = (): string[] =>
  states.flatMap((state) => (state.kind === 'loading' && state.done === 0 ? [state.directory] : []));

it('loads the trio of the language, and another only where another is chosen', async () => {
  expect((await generations.prepare(signal, 'bo')).directory).toBe(demoTrio);
  expect((await generations.prepare(signal, 'kk-Cyrl')).directory).toBe(demoTrio);
  expect((await generations.prepare(signal, 'ug')).directory).toBe(other);
  // Nothing says which language: the last one's trio stays.
  expect((await generations.prepare(signal)).directory).toBe(other);
  expect((await generations.prepare(signal, 'bo')).directory).toBe(demoTrio);
  expect([...new Set(loads())]).toEqual([demoTrio, other]);
  expect(states.filter((state) => state.kind === 'ready')).toHaveLength(3);
  expect(asked).toEqual(['bo', 'kk-Cyrl', 'ug', 'ug', 'bo']);
});

it('names the model that is read while it loads', async () => {
  await generations.prepare(signal, 'bo');
  const sources = states.flatMap((state) => (state.kind === 'loading' ? [state.source] : []));
  expect([...new Set(sources)]).toEqual([null, 'largeIns', 'smallBase', 'smallCpt']);
});
