import { describe, expect, it } from 'vitest';
import { evenRun, givesRowAlone } from '../../../src/engine/runtime/evenRuns.ts';
import { LanguageModel } from '../../../src/engine/runtime/languageModel.ts';
import type { LogitRows } from '../../../src/engine/runtime/logitRows.ts';
import type { ModelSession, SequenceRun } from '../../../src/engine/runtime/session/modelSession.ts';

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

describe('the test of a head', () => {
  const width = 100;
  /** Gives a row for each of the last ids, by `row`. */
  const session = (row: (id: number, of: number) => Float32Array): ModelSession => ({
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
        const data = new Float32Array(keep * width);
        ids.slice(-keep).forEach((id, at) => data.set(row(id, keep), at * width));
        return Promise.resolve({ data, rows: keep, width });
      },
    }),
  });
  const logits = (id: number) => Float32Array.from({ length: width }, (_, token) => Math.sin(id * token));

  it('passes one that gives a row alone to the bit', async () => {
    expect(await givesRowAlone(session(logits), width)).toBe(true);
  });

  it('does not pass one that differs in a single bit of a single logit', async () => {
    const rounded = (id: number, of: number) =>
      logits(id).map((logit, token) =>
        token === 57 && of === 1 ? Math.fround(logit * (1 + 2 ** -23)) : logit,
      );
    expect(await givesRowAlone(session(rounded), width)).toBe(false);
  });

  it('does not pass rows that tell nothing', async () => {
    expect(
      await givesRowAlone(
        session(() => new Float32Array(width)),
        width,
      ),
    ).toBe(false);
    expect(
      await givesRowAlone(
        session(() => new Float32Array(width).fill(NaN)),
        width,
      ),
    ).toBe(false);
  });

  it('leaves a failure to the first real run', async () => {
    const failing = session(() => {
      throw new Error('out of memory');
    });
    expect(await givesRowAlone(failing, width)).toBe(false);
  });
});

describe.each(['native', 'onnxruntime-node'] as const)('the demo by %s', (runtime) => {
  it.each(['small-base', 'large-ins'])('%s gives the same bits token by token and at once', async (name) => {
    const model = await LanguageModel.load(`models/demo/${name}`, {
      executionProvider: 'cpu',
      threads: 2,
      runtime,
      label: name,
    });
    try {
      const ids = Array.from({ length: 48 }, (_, at) => 300 + ((at * 977) % 7000));
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
    } finally {
      await model.dispose();
    }
  });
});
