import { describe, expect, it } from 'vitest';
import { median, overallMsPerToken, quantile } from '../../../src/cli/bench/statistics.ts';

describe('median and quantile', () => {
  it('take the middle, or the mean of the two there', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('lie between two values in proportion', () => {
    expect(quantile([10, 20, 30, 40, 50], 0.95)).toBeCloseTo(48);
    expect(quantile([3, 1, 2], 0)).toBe(1);
    expect(quantile([3, 1, 2], 1)).toBe(3);
  });

  it('are not a number where there is none, and leave the values in their order', () => {
    expect(median([])).toBeNaN();
    const values = [2, 1];
    median(values);
    expect(values).toEqual([2, 1]);
  });
});

describe('milliseconds per token over prompts', () => {
  it('count a long text more than a short one', () => {
    const prompts = [
      { tokens: 30, msPerToken: 10 },
      { tokens: 10, msPerToken: 50 },
    ];
    expect(overallMsPerToken(prompts)).toBe(20);
    expect(overallMsPerToken([])).toBeNaN();
  });
});
