import { describe, expect, it } from 'vitest';
import {
  allFinite,
  argmax,
  argmaxExcept,
  entropy,
  jensenShannon,
  logSumExp,
  rankOf,
  topIds,
} from '../../../src/engine/fusion/distribution.ts';
import { randomRow } from './rows.ts';

const size = 2000;
const row = randomRow(size, 7);

/** The definition, without any of the tricks. */
function probabilities(logits: Float32Array): number[] {
  const weights = Array.from(logits, Math.exp);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

describe('facts of a distribution', () => {
  it('log-sum-exp and entropy agree with their definitions', () => {
    const p = probabilities(row);
    expect(logSumExp(row, size)).toBeCloseTo(
      Math.log(Array.from(row, Math.exp).reduce((a, b) => a + b, 0)),
      9,
    );
    expect(entropy(row, size)).toBeCloseTo(-p.reduce((sum, x) => sum + x * Math.log(x), 0), 9);
  });

  it('is not thrown off by huge logits or by −∞', () => {
    const huge = Float32Array.of(1e4, 1e4, -1e4, -Infinity);
    expect(logSumExp(huge, 4)).toBeCloseTo(1e4 + Math.log(2), 2);
    expect(entropy(huge, 4)).toBeCloseTo(Math.log(2), 6);
    expect(entropy(Float32Array.of(5, -Infinity), 2)).toBe(0);
  });

  it('ranks exactly over the whole vocabulary, far beyond any top-k', () => {
    const order = Array.from(row.keys()).sort((a, b) => row[b]! - row[a]! || a - b);
    for (const [place, id] of order.entries()) {
      if (place % 97 === 0 || place < 10 || place === size - 1) expect(rankOf(row, size, id)).toBe(place + 1);
    }
  });

  it('breaks ties by the smaller id, in every function alike', () => {
    const tied = Float32Array.of(1, 3, 3, 3, 0);
    expect(argmax(tied, 5)).toBe(1);
    expect(argmaxExcept(tied, 5, 1)).toBe(2);
    expect(topIds(tied, 5, 4)).toEqual([1, 2, 3, 0]);
    expect([1, 2, 3].map((id) => rankOf(tied, 5, id))).toEqual([1, 2, 3]);
  });

  it('top ids are the head of the full order', () => {
    const order = Array.from(row.keys()).sort((a, b) => row[b]! - row[a]! || a - b);
    expect(topIds(row, size, 25)).toEqual(order.slice(0, 25));
    expect(topIds(row, 3, 10)).toHaveLength(3);
  });

  it('ignores padding beyond the vocabulary', () => {
    const padded = Float32Array.of(1, 2, 99, NaN);
    expect(argmax(padded, 2)).toBe(1);
    expect(topIds(padded, 2, 5)).toEqual([1, 0]);
    expect(logSumExp(padded, 2)).toBeCloseTo(Math.log(Math.exp(1) + Math.exp(2)), 9);
    expect(allFinite(padded, 3)).toBe(true);
    expect(allFinite(padded, 4)).toBe(false);
  });

  it.each([NaN, Infinity, -Infinity])('finds %s among logits', (value) => {
    const bad = row.slice();
    bad[size - 1] = value;
    expect(allFinite(bad, size)).toBe(false);
  });
});

describe('divergence between sources', () => {
  it('is 0 for equal sources and ln n for sources that share nothing', () => {
    expect(jensenShannon([row, row, row], size)).toBeCloseTo(0, 9);
    const sure = (id: number) => Float32Array.from({ length: 3 }, (_, i) => (i === id ? 100 : -100));
    expect(jensenShannon([sure(0), sure(1), sure(2)], 3)).toBeCloseTo(Math.log(3), 6);
    expect(jensenShannon([row], size)).toBe(0);
  });

  it('agrees with the mean Kullback–Leibler divergence to the mean', () => {
    const rows = [randomRow(size, 1), randomRow(size, 2)];
    const [p, q] = rows.map(probabilities) as [number[], number[]];
    let direct = 0;
    p.forEach((x, id) => {
      const mean = (x + q[id]!) / 2;
      direct += 0.5 * x * Math.log(x / mean) + 0.5 * q[id]! * Math.log(q[id]! / mean);
    });
    expect(jensenShannon(rows, size)).toBeCloseTo(direct, 9);
  });
});
