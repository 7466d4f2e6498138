import { describe, expect, it } from 'vitest';
import { makeSampler } from '../../../src/engine/decoding/sampler.ts';
import { TriMixError } from '../../../src/engine/errors.ts';

const logits = Float32Array.from([0.7, 0.1, 0.15, 0.05], Math.log);

function frequencies(temperature: number, topP: number, draws = 20_000): number[] {
  const sample = makeSampler({ kind: 'top-p', temperature, topP, seed: 11 });
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < draws; i++) counts[sample(logits, 4)]!++;
  return counts.map((count) => count / draws);
}

describe('sampling', () => {
  it('greedy takes the best, the smaller id in a tie, and −1 when nothing is left', () => {
    const greedy = makeSampler({ kind: 'greedy' });
    expect(greedy(logits, 4)).toBe(0);
    expect(greedy(Float32Array.of(1, 1), 2)).toBe(0);
    expect(greedy(Float32Array.of(-Infinity), 1)).toBe(-1);
  });

  it('follows the distribution', () => {
    const [a, b, c, d] = frequencies(1, 1);
    expect(a).toBeCloseTo(0.7, 1);
    expect(b).toBeCloseTo(0.1, 1);
    expect(c).toBeCloseTo(0.15, 1);
    expect(d).toBeGreaterThan(0.02);
  });

  it('top-p keeps the smallest set that reaches p, renormalised', () => {
    const [a, b, c, d] = frequencies(1, 0.8);
    expect(a).toBeCloseTo(0.7 / 0.85, 1);
    expect(c).toBeCloseTo(0.15 / 0.85, 1);
    expect([b, d]).toEqual([0, 0]);
  });

  it('a low temperature sharpens', () => {
    expect(frequencies(0.3, 1)[0]).toBeGreaterThan(0.97);
  });

  it('never takes what is forbidden, and the same seed gives the same draws', () => {
    const forbidden = Float32Array.of(-Infinity, 0, 1, -Infinity);
    const draws = [1, 2].map(() => {
      const sample = makeSampler({ kind: 'top-p', temperature: 2, topP: 1, seed: 3 });
      return Array.from({ length: 200 }, () => sample(forbidden, 4));
    });
    expect(draws[0]).toEqual(draws[1]);
    expect(new Set(draws[0])).toEqual(new Set([1, 2]));
  });

  it.each([
    [0, 1],
    [NaN, 1],
    [1, 0],
    [1, 1.5],
  ])('refuses temperature %s with top-p %s', (temperature, topP) => {
    expect(() => makeSampler({ kind: 'top-p', temperature, topP, seed: 0 })).toThrow(TriMixError);
  });
});
