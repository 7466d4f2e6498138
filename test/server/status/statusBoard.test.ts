import { expect, it } from 'vitest';
import { TriMixError } from '../../../src/engine/errors.ts';
import { perSource } from '../../../src/engine/fusion/sources.ts';
import type { TrioInfo } from '../../../src/engine/index.ts';
import type { ServerStatus } from '../../../src/protocol/status.ts';
import { serverStatus, StatusBoard } from '../../../src/server/status/statusBoard.ts';

const info: TrioInfo = {
  directory: '/models/demo',
  name: 'demo',
  title: 'Demo',
  languages: ['bo'],
  experimental: [],
  recommendedWeights: { completion: { alpha: 0.1, beta: 0.9 }, translation: { alpha: 0.5, beta: 0.5 } },
  models: perSource((source) => ({
    source,
    folder: source,
    executionProvider: 'cpu' as const,
    refusedBy: [],
    precision: 'int8' as const,
    bytes: 1,
    memoryBytes: 2,
    contextLength: 1_024,
    logitsWidth: 8_192,
  })),
  missing: [],
  contextLength: 1_024,
  vocabularySize: 8_192,
};

it('tells each change once, and nothing before the client can hear', async () => {
  const board = new StatusBoard();
  board.setEngine({ kind: 'ready', info });
  expect(board.current).toEqual({ kind: 'starting' });

  const told: ServerStatus[] = [];
  board.start((status) => told.push(status));
  board.setEngine({ kind: 'ready', info: { ...info } });
  await board.during('completion', () => Promise.resolve());
  await board.during('translation', () => Promise.reject(new Error('broken'))).catch(() => undefined);
  expect(told.map((status) => (status.kind === 'working' ? status.task : status.kind))).toEqual([
    'ready',
    'completion',
    'ready',
    'translation',
    'ready',
  ]);
});

it('keeps the code and the details of a foreseen failure and calls any other unknown', () => {
  const foreseen = new TriMixError('model-file-missing', { file: 'model.onnx' });
  expect(serverStatus({ kind: 'failed', error: foreseen }, null)).toMatchObject({
    code: 'model-file-missing',
    details: { file: 'model.onnx' },
    message: foreseen.message,
  });
  expect(serverStatus({ kind: 'failed', error: new Error('odd') }, 'completion')).toEqual({
    kind: 'failed',
    code: 'unknown',
    details: {},
    message: 'odd',
  });
});

it('names a loading trio by its folder, and the model that is read', () => {
  const progress = { done: 1, total: 4, source: 'largeIns' } as const;
  const status = serverStatus({ kind: 'loading', directory: '/models/demo', ...progress }, null);
  expect(status).toEqual({ kind: 'loading', trio: 'demo', ...progress });
});

it('tells the models that are loaded, and why others are not', () => {
  const missing = [
    { source: 'smallBase', reason: { kind: 'memory', neededBytes: 3, availableBytes: 2 } },
  ] as const;
  const reduced = { ...info, models: { ...info.models, smallBase: null }, missing };
  const status = serverStatus({ kind: 'ready', info: reduced }, null);
  expect(status).toMatchObject({ kind: 'ready', trio: { missing } });
  if (status.kind !== 'ready') throw new Error(status.kind);
  expect(status.trio.models.map(({ source, memoryBytes }) => [source, memoryBytes])).toEqual([
    ['largeIns', 2],
    ['smallCpt', 2],
  ]);
});
