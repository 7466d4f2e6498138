import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evenRun, testRuns, unevenRuns } from '../../../src/engine/runtime/evenRuns.ts';
import { LanguageModel } from '../../../src/engine/runtime/languageModel.ts';
import type { LogitRows } from '../../../src/engine/runtime/logitRows.ts';
import type { ModelSession, SequenceRun } from '../../../src/engine/runtime/session/modelSession.ts';
import { foreignFixtures, loadModel } from './foreignModels.ts';

describe('a run whose bits do not depend on the cut', () => {
  const cached = [7, 8, 9];

  it('takes the position before again rather than have one position', () => {
    expect(evenRun({ cached, ids: [5], keep: 1, rowAlone: true })).toEqual({
      ids: [9, 5],
      past: 2,
      keep: 1,
      firstWanted: 0,
    });
  });

  it('has two rows where the head gives one otherwise', () => {
    expect(evenRun({ cached, ids: [5], keep: 1, rowAlone: false })).toMatchObject({
      ids: [9, 5],
      keep: 2,
      firstWanted: 1,
    });
    expect(evenRun({ cached, ids: [5, 6], keep: 1, rowAlone: false })).toMatchObject({
      ids: [5, 6],
      past: 3,
      keep: 2,
      firstWanted: 1,
    });
  });

  it('puts the first token of all behind itself', () => {
    for (const rowAlone of [false, true])
      expect(evenRun({ cached: [], ids: [5], keep: 1, rowAlone })).toEqual({
        ids: [5, 5],
        past: 0,
        keep: 2,
        firstWanted: 0,
      });
  });

  it('is what was asked for where that is even', () => {
    expect(evenRun({ cached, ids: [4, 5, 6], keep: 2, rowAlone: false })).toEqual({
      ids: [4, 5, 6],
      past: 3,
      keep: 2,
      firstWanted: 0,
    });
  });
});

describe('the test of a graph', () => {
  const width = 100;
  interface Position {
    readonly id: number;
    /** How many positions the run has, and how many rows it gives. */
    readonly positions: number;
    readonly rows: number;
  }
  /** Gives a row for each of the last ids, by `row`; never more than `most`. */
  const session = (row: (position: Position) => Float32Array, most = Infinity): ModelSession => ({
    executionProvider: 'cpu',
    runtime: 'native',
    longestRun: null,
    idle: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
    createSequence: () => ({
      bytes: 0,
      clear: () => undefined,
      copy: () => null,
      dispose: () => undefined,
      run: ({ ids, keep }: SequenceRun): Promise<LogitRows> => {
        const rows = Math.min(keep, most);
        const data = new Float32Array(rows * width);
        ids.slice(-rows).forEach((id, at) => data.set(row({ id, positions: ids.length, rows }), at * width));
        return Promise.resolve({ data, rows, width });
      },
    }),
  });
  const logits = (id: number) => Float32Array.from({ length: width }, (_, token) => Math.sin(id * token));
  /** Differs in a single bit of a single logit. */
  const rounded = (id: number) =>
    logits(id).map((logit, token) => (token === 57 ? Math.fround(logit * (1 + 2 ** -23)) : logit));
  const head = { width, asksForRows: true };

  it('passes one that gives the same bits in any run', async () => {
    const even = session(({ id }) => logits(id));
    expect(await testRuns(even, head)).toEqual({ even: true, rowAlone: true });
    expect(await testRuns(even, { width, asksForRows: false })).toEqual({ even: true, rowAlone: false });
  });

  it('does not pass one whose short runs differ in a bit', async () => {
    const uneven = session(({ id, positions }) => (positions < 4 ? rounded(id) : logits(id)));
    expect(await testRuns(uneven, head)).toEqual(unevenRuns);
  });

  it('finds a head that gives a row alone with another bit', async () => {
    const alone = session(({ id, rows }) => (rows === 1 ? rounded(id) : logits(id)));
    expect(await testRuns(alone, head)).toEqual({ even: true, rowAlone: false });
  });

  it('does not pass one that gives the last row only', async () => {
    expect(
      await testRuns(
        session(({ id }) => logits(id), 1),
        head,
      ),
    ).toEqual(unevenRuns);
  });

  it.each([0, NaN])('does not pass rows of %d, which tell nothing', async (value) => {
    const nothing = session(() => new Float32Array(width).fill(value));
    expect(await testRuns(nothing, head)).toEqual(unevenRuns);
  });

  it('leaves a failure to the first real run', async () => {
    const failing = session(() => {
      throw new Error('out of memory');
    });
    expect(await testRuns(failing, head)).toEqual(unevenRuns);
  });
});

/** The rows of all positions at once, then token by token, then those of the last ones behind a rewound sequence. */
async function expectSameBits(model: LanguageModel, ids: readonly number[]): Promise<void> {
  const whole = await model.append(ids, ids.length);
  model.rewind(0);
  for (const [at, id] of ids.entries()) {
    const { data } = await model.append([id], 1);
    expect(data).toEqual(whole.data.slice(at * whole.width, (at + 1) * whole.width));
  }
  model.rewind(20);
  const last = await model.append(ids.slice(20), 1);
  expect(last.data).toEqual(whole.data.slice(-whole.width));
  expect(model.cachedIds).toEqual(ids);
}

describe.each(['native', 'onnxruntime-node'] as const)('the demo by %s', (runtime) => {
  it.each(['small-base', 'large-ins'])('%s gives the same bits token by token and at once', async (name) => {
    const model = await LanguageModel.load(`models/demo/${name}`, {
      executionProvider: 'cpu',
      threads: 2,
      runtime,
      label: name,
    });
    try {
      expect(model.hasEvenRuns).toBe(true);
      await expectSameBits(
        model,
        Array.from({ length: 48 }, (_, at) => 300 + ((at * 977) % 7000)),
      );
    } finally {
      await model.dispose();
    }
  });
});

describe('models that others made', () => {
  it.each(['optimum/onnx/model.onnx', 'optimum/onnx/model_q4.onnx', 'genai'])(
    '%s gives the same bits token by token and at once',
    async (name) => {
      const model = await loadModel(join(foreignFixtures, name));
      expect(model.hasEvenRuns).toBe(true);
      await expectSameBits(
        model,
        Array.from({ length: 32 }, (_, at) => (at * 37 + 11) % 96),
      );
    },
  );

  it.each([
    ['measures its activations anew in each run', 'optimum/onnx/model_quantized.onnx'],
    ['computes in halves', 'optimum/onnx/model_fp16.onnx'],
    ['computes in halves and gives the last row only', 'genai-fp16'],
  ])('one that %s is known to have no even runs', async (_, name) => {
    const model = await loadModel(join(foreignFixtures, name));
    expect(model.hasEvenRuns).toBe(false);
  });
});
