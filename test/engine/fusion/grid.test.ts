import { describe, expect, it } from 'vitest';
import { entropy, logSumExp } from '../../../src/engine/fusion/distribution.ts';
import { gridIndex, gridLogProbabilities, usualPair, weightGrid } from '../../../src/engine/fusion/grid.ts';
import { mixLogits, trimixWeights } from '../../../src/engine/fusion/mix.ts';
import {
  selectByEntropy,
  selectByPerplexity,
  selectCautiously,
  weightsByPerplexity,
} from '../../../src/engine/fusion/weightSelection.ts';
import { randomRow, randomRows } from './rows.ts';

const size = 3000;

describe('the grid of 36 pairs', () => {
  it('is the paper’s', () => {
    expect(weightGrid).toHaveLength(36);
    expect(weightGrid[0]).toEqual({ alpha: 0.1, beta: 0.1 });
    expect(weightGrid.at(-1)).toEqual({ alpha: 1, beta: 1 });
  });

  it('scores every pair as mixing and normalising does', () => {
    const out = new Float32Array(size);
    for (let seed = 0; seed < 5; seed++) {
      const rows = randomRows(size, 10 * seed);
      const token = (seed * 613) % size;
      const scores = gridLogProbabilities(rows, token, size);
      for (const [pair, { alpha, beta }] of weightGrid.entries()) {
        mixLogits(rows, trimixWeights(alpha, beta), size, out);
        expect(scores[pair]).toBeCloseTo(out[token]! - logSumExp(out, size), 4);
      }
    }
  });

  it('scores the pairs that are left without small-base, and no other', () => {
    for (let seed = 0; seed < 5; seed++) {
      const rows = randomRows(size, 10 * seed);
      const token = (seed * 613) % size;
      const whole = gridLogProbabilities(rows, token, size);
      const reduced = gridLogProbabilities({ ...rows, smallBase: null }, token, size);
      for (const [pair, { alpha, beta }] of weightGrid.entries()) {
        if (trimixWeights(alpha, beta).smallBase === 0) expect(reduced[pair]).toBeCloseTo(whole[pair]!, 4);
        else expect(reduced[pair]).toBe(-Infinity);
      }
      const chosen = selectByPerplexity([reduced]);
      expect(trimixWeights(chosen.alpha, chosen.beta).smallBase).toBe(0);
      const sharpest = selectByEntropy({ ...rows, smallBase: null }, size);
      expect(trimixWeights(sharpest.alpha, sharpest.beta).smallBase).toBe(0);
    }
  });

  it('selects the usual pair where every pair that is left is hopeless', () => {
    const { alpha, beta } = selectByPerplexity([new Float64Array(weightGrid.length).fill(-Infinity)]);
    expect({ alpha, beta }).toEqual(usualPair);
  });

  it('gives −∞, not NaN, where a pair is hopeless beyond the range of doubles', () => {
    const rows = {
      largeIns: Float32Array.of(-2000, 2000),
      smallCpt: Float32Array.of(0, 0),
      smallBase: Float32Array.of(0, 0),
    };
    const scores = gridLogProbabilities(rows, 0, 2);
    expect(scores.at(-1)).toBe(-Infinity);
    expect([...scores].some(Number.isNaN)).toBe(false);
  });
});

describe('choosing weights', () => {
  const other = gridIndex({ alpha: 0.5, beta: 0.5 });

  /** Scores of tokens under which one pair is better than all others by the gains. */
  const gaining = (gains: readonly number[]): Float64Array[] =>
    gains.map((gain) => new Float64Array(weightGrid.length).fill(-3).with(other, gain - 3));

  it.each([
    ['clearly better on many tokens', [0.4, 0.6, 0.5, 0.3, 0.7, 0.5], weightGrid[other]],
    ['better by luck', [2, -1.5, 1, -0.9, 0.5, -0.2], usualPair],
    ['better on one token, which shows nothing', [5], usualPair],
    ['never better', [-1, -1, -1], usualPair],
  ])('cautiously: another pair that is %s', (_, gains, expected) => {
    const scores = gaining(gains);
    const chosen = selectCautiously(scores);
    expect({ alpha: chosen.alpha, beta: chosen.beta }).toEqual(expected);
    const at = gridIndex(chosen);
    const mean = scores.reduce((sum, score) => sum - score[at]!, 0) / scores.length;
    expect(chosen.value).toBeCloseTo(mean, 12);
    const { origin } = weightsByPerplexity(scores, true);
    expect(origin).toMatchObject({ kind: 'perplexity', keptUsual: expected === usualPair });
    expect(weightsByPerplexity(scores, false).origin).toMatchObject({ keptUsual: false });
  });

  it('by perplexity: the lowest mean negative log-likelihood', () => {
    const tokens = Array.from({ length: 20 }, (_, i) =>
      gridLogProbabilities(randomRows(size, 100 + i), (i * 37) % size, size),
    );
    const chosen = selectByPerplexity(tokens);
    const means = weightGrid.map((_, pair) => -tokens.reduce((sum, s) => sum + s[pair]!, 0) / tokens.length);
    expect(chosen.value).toBeCloseTo(Math.min(...means), 9);
    expect(weightGrid[means.indexOf(Math.min(...means))]).toEqual({ alpha: chosen.alpha, beta: chosen.beta });
  });

  it('by perplexity: finds the source that predicts the text', () => {
    // The truth follows small-cpt; large-ins and small-base are noise.
    const truth = randomRow(size, 1, 4);
    const scores = Array.from({ length: 10 }, (_, i) => {
      const rows = { largeIns: randomRow(size, 50 + i), smallCpt: truth, smallBase: randomRow(size, 80 + i) };
      return gridLogProbabilities(rows, truth.indexOf(Math.max(...truth)), size);
    });
    const { alpha, beta } = selectByPerplexity(scores);
    expect(alpha).toBe(0.1);
    expect(beta).toBeGreaterThanOrEqual(0.9);
  });

  it('by entropy: the sharpest fused distribution', () => {
    const rows = randomRows(size, 5);
    const chosen = selectByEntropy(rows, size);
    const out = new Float32Array(size);
    const entropies = weightGrid.map(({ alpha, beta }) => {
      mixLogits(rows, trimixWeights(alpha, beta), size, out);
      return entropy(out, size);
    });
    expect(chosen.value).toBe(Math.min(...entropies));
  });
});
