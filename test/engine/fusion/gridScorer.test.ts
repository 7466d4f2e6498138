import { describe, expect, it } from 'vitest';
import { gridLogProbabilities, weightGrid, type GridRows } from '../../../src/engine/fusion/grid.ts';
import { scoreByKernel, scoreGrid } from '../../../src/engine/fusion/gridScorer.ts';
import { selectByPerplexity, selectCautiously } from '../../../src/engine/fusion/weightSelection.ts';
import type { LanguageModel } from '../../../src/engine/runtime/languageModel.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { heldOut } from '../../../scripts/evalDemo/heldOut.ts';
import { loadDemo } from '../demo.ts';
import { randomRow, randomRows } from './rows.ts';

/** Agreement that is asked for: relative, but for what doubles cannot tell from a certainty. */
function expectClose(found: Float64Array, exact: Float64Array): void {
  expect(found).toHaveLength(weightGrid.length);
  for (const [pair, value] of exact.entries()) {
    if (value === -Infinity) expect(found[pair]).toBe(-Infinity);
    else expect(Math.abs(found[pair]! - value)).toBeLessThanOrEqual(1e-4 * Math.abs(value) + 1e-12);
  }
}

describe('scores by vectors', () => {
  it.each([1, 2, 3, 4, 5, 255, 256, 257, 1023, 3000, 151_936])('agree on %d entries', (size) => {
    for (let seed = 0; seed < 3; seed++) {
      const rows = randomRows(size, 10 * seed);
      const token = (seed * 613 + size - 1) % size;
      expectClose(scoreByKernel(rows, token, size)!, gridLogProbabilities(rows, token, size));
    }
  });

  it('read no more than the vocabulary of padded rows', () => {
    const size = 1001;
    const rows = randomRows(1024, 3);
    for (const row of Object.values(rows)) row.fill(1e9, size);
    expectClose(scoreByKernel(rows, 7, size)!, gridLogProbabilities(rows, 7, size));
  });

  it('score the pairs that are left without small-base, and no other', () => {
    const rows: GridRows = { ...randomRows(999, 4), smallBase: null };
    expectClose(scoreByKernel(rows, 5, 999)!, gridLogProbabilities(rows, 5, 999));
  });

  it('keep the digits of a token that is nearly certain', () => {
    for (const lead of [5, 12, 20]) {
      const rows = randomRows(2000, 8);
      for (const row of Object.values(rows)) row[42] = Math.max(...row) + lead;
      const found = scoreByKernel(rows, 42, 2000)!;
      expectClose(found, gridLogProbabilities(rows, 42, 2000));
      expect(found[0]).toBeLessThan(0);
    }
  });

  it.each([
    ['equal rows', () => 0],
    ['a token of no hope', (id: number) => (id === 0 ? -35 : 0)],
    ['logits far from zero', (id: number) => 900 + (id % 7)],
    ['one entry far above the rest', (id: number) => (id === 9 ? 30 : -5)],
    ['entries that are masked out', (id: number) => (id % 3 === 2 ? -65_504 : id % 5)],
  ])('agree on %s', (_, logit) => {
    const row = (seed: number): Float32Array =>
      randomRow(500, seed, 0.5).map((noise, id) => noise + logit(id));
    const rows = { largeIns: row(1), smallCpt: row(2), smallBase: row(3) };
    expectClose(scoreByKernel(rows, 0, 500)!, gridLogProbabilities(rows, 0, 500));
  });

  it.each([
    ['differences beyond single precision', 60, -60],
    ['overflow', 2000, -2000],
    ['infinity', Infinity, 0],
    ['what is no number', NaN, 0],
  ])('leave %s to the exact loop', (_, large, base) => {
    const rows = randomRows(300, 6);
    rows.largeIns[17] = large;
    rows.smallBase[17] = base;
    expect(scoreByKernel(rows, 3, 300)).toBeNull();
    expect(scoreGrid(rows, 3, 300)).toEqual(gridLogProbabilities(rows, 3, 300));
  });
});

describe('on real text', () => {
  it('agree, need no exact loop, and select the same pairs', { timeout: 300_000 }, async () => {
    const trio = await loadDemo();
    const size = trio.tokenizer.vocabularySize;
    const read = (model: LanguageModel | null, ids: readonly number[]) => {
      model!.rewind(0);
      return model!.append(ids, ids.length);
    };
    try {
      for (const tag of languageTags) {
        await trio.useLanguage(tag);
        for (const text of heldOut(tag).texts.slice(0, 2)) {
          const ids = trio.tokenizer.encode(text).slice(0, 60);
          const [largeIns, smallCpt, smallBase] = [
            await read(trio.models.largeIns, ids),
            await read(trio.models.smallCpt, ids),
            await read(trio.models.smallBase, ids),
          ];
          const exact: Float64Array[] = [];
          const found: Float64Array[] = [];
          for (let at = 0; at + 1 < ids.length; at++) {
            const row = ({ data, width }: { data: Float32Array; width: number }): Float32Array =>
              data.subarray(at * width, at * width + size);
            const rows = { largeIns: row(largeIns), smallCpt: row(smallCpt), smallBase: row(smallBase) };
            exact.push(gridLogProbabilities(rows, ids[at + 1]!, size));
            found.push(scoreByKernel(rows, ids[at + 1]!, size)!);
            expectClose(found[at]!, exact[at]!);
            // The choice after each token, not only after the last.
            for (const select of [selectByPerplexity, selectCautiously]) {
              const { alpha, beta } = select(exact);
              expect(select(found)).toMatchObject({ alpha, beta });
            }
          }
        }
      }
    } finally {
      await trio.dispose();
    }
  });
});
