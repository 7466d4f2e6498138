import { describe, expect, it } from 'vitest';
import { gridIndex, usualPair, weightGrid } from '../../../src/engine/fusion/grid.ts';
import { OnlineSums } from '../../../src/engine/fusion/onlineSums.ts';
import { selectCautiously } from '../../../src/engine/fusion/weightSelection.ts';
import { seededGenerator } from '../../../src/engine/decoding/randomGenerator.ts';

const other = gridIndex({ alpha: 0.5, beta: 0.5 });

/** Scores of a token under which one pair is better than all others by `gain`. */
const gaining = (gain: number): Float64Array =>
  new Float64Array(weightGrid.length).fill(-3).with(other, gain - 3);

/** Scores of a text whose tokens suit all pairs by chance, one a little better than the rest. */
function randomScores(count: number, seed: number, lean: number): Float64Array[] {
  const random = seededGenerator(seed);
  return Array.from({ length: count }, () =>
    Float64Array.from(weightGrid, (_, pair) => -1 - 4 * random() + (pair === other ? lean : 0)),
  );
}

const after = (scores: readonly Float64Array[], halfLife: number): OnlineSums => {
  const sums = new OnlineSums(usualPair, halfLife);
  for (const score of scores) sums.add(score);
  return sums;
};

describe('running sums', () => {
  it('begin with the usual pair', () => {
    const usual = { alpha: 0.3, beta: 0.7 };
    const sums = new OnlineSums(usual, 100);
    expect(sums.pair).toEqual(usual);
    expect(sums.effectiveTokens).toBe(0);
    expect(sums.meanNegativeLogLikelihood).toBe(0);
  });

  it('choose as the cautious selection does where nothing fades', () => {
    const chosen = new Set<number>();
    for (let seed = 1; seed <= 60; seed++) {
      const scores = randomScores(2 + (seed % 40), seed, (seed % 5) / 2);
      const { alpha, beta, value } = selectCautiously(scores);
      const sums = after(scores, 1e9);
      expect(sums.pair).toEqual({ alpha, beta });
      expect(sums.meanNegativeLogLikelihood).toBeCloseTo(value, 5);
      expect(sums.effectiveTokens).toBeCloseTo(scores.length, 3);
      chosen.add(gridIndex(sums.pair));
    }
    expect(chosen.size).toBeGreaterThan(1);
  });

  it('are the weighted sums of their definition', () => {
    const halfLife = 7;
    const scores = randomScores(40, 3, 1.5);
    const weights = scores.map((_, at) => 2 ** (-(scores.length - 1 - at) / halfLife));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const squares = weights.reduce((sum, weight) => sum + weight ** 2, 0);
    const sums = after(scores, halfLife);
    expect(sums.effectiveTokens).toBeCloseTo(total ** 2 / squares, 9);
    const at = gridIndex(sums.pair);
    const mean = -scores.reduce((sum, score, token) => sum + weights[token]! * score[at]!, 0) / total;
    expect(sums.meanNegativeLogLikelihood).toBeCloseTo(mean, 9);
  });

  it('forget: what was clear long ago gives way to what is clear now', () => {
    const before = Array.from({ length: 60 }, (_, at) => gaining(0.4 + 0.1 * (at % 3)));
    const since = Array.from({ length: 60 }, (_, at) => gaining(-0.4 - 0.1 * (at % 3)));
    expect(after(before, 20).pair).toEqual(weightGrid[other]);
    expect(after([...before, ...since], 20).pair).toEqual(usualPair);
  });

  it.each([
    ['one token, which shows nothing', [5], usualPair],
    ['gains by luck', [2, -1.5, 1, -0.9, 0.5, -0.2], usualPair],
    ['the same gain each time', [0.4, 0.4, 0.4], weightGrid[other]],
  ])('judge %s', (_, gains, expected) => {
    expect(after(gains.map(gaining), 256).pair).toEqual(expected);
  });

  it('stay numbers where pairs are hopeless', () => {
    const none = new Float64Array(weightGrid.length).fill(-Infinity);
    const sums = after([none, gaining(1).with(0, -Infinity), none], 8);
    expect(sums.pair).toEqual(usualPair);
    expect(Number.isFinite(sums.meanNegativeLogLikelihood)).toBe(true);
  });

  it('go their own way after a copy', () => {
    const [first, second] = [randomScores(9, 1, 0), randomScores(9, 2, 3)];
    const sums = after(first, 16);
    const copy = sums.copy();
    for (const score of second) copy.add(score);
    expect(sums.meanNegativeLogLikelihood).toBe(after(first, 16).meanNegativeLogLikelihood);
    expect(copy.meanNegativeLogLikelihood).toBe(after([...first, ...second], 16).meanNegativeLogLikelihood);
  });
});
