import { describe, expect, it } from 'vitest';
import { entropy, logSumExp } from '../../../src/engine/fusion/distribution.ts';
import { gridLogProbabilities, weightGrid } from '../../../src/engine/fusion/grid.ts';
import { mixLogits, trimixWeights } from '../../../src/engine/fusion/mix.ts';
import { selectByEntropy, selectByPerplexity } from '../../../src/engine/fusion/weightSelection.ts';
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
