import { describe, expect, it } from 'vitest';
import { layOutBars, sumsTo } from '../../../webview/inspector/bars.ts';
import { completionTrace } from '../fixtures/traces.ts';

describe('layOutBars', () => {
  it('puts bars on both sides of one zero', () => {
    const { zero, bars } = layOutBars([3, -1, 2]);
    expect(zero).toBe(0.25);
    expect(bars).toEqual([
      { start: 0.25, length: 0.75 },
      { start: 0, length: 0.25 },
      { start: 0.25, length: 0.5 },
    ]);
  });

  it('keeps zero at an end when all values have one sign', () => {
    expect(layOutBars([1, 4]).zero).toBe(0);
    expect(layOutBars([-1, -4]).zero).toBe(1);
  });

  it('draws nothing for nothing, and for what is not finite', () => {
    expect(layOutBars([0, 0])).toEqual({
      zero: 0,
      bars: [
        { start: 0, length: 0 },
        { start: 0, length: 0 },
      ],
    });
    expect(layOutBars([NaN, 1, Infinity]).bars.map(({ length }) => length)).toEqual([0, 1, 0]);
  });

  it('stays within the scale for any decision', () => {
    for (const { contributions, margin } of completionTrace('bo').decisions) {
      const { bars } = layOutBars([...Object.values(contributions), margin]);
      for (const { start, length } of bars) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start + length).toBeLessThanOrEqual(1 + 1e-12);
      }
    }
  });
});

describe('sumsTo', () => {
  it('accepts what 32-bit logits can differ by, and no more', () => {
    expect(sumsTo([1.5, 2, -0.5], 3)).toBe(true);
    expect(sumsTo([1.5, 2, -0.5], 3.0009)).toBe(true);
    expect(sumsTo([1.5, 2, -0.5], 3.01)).toBe(false);
    expect(sumsTo([NaN], 1)).toBe(false);
  });

  it('holds for every decision of the test traces', () => {
    for (const { contributions, margin } of completionTrace('mn-Mong').decisions) {
      expect(sumsTo(Object.values(contributions), margin)).toBe(true);
    }
  });
});
