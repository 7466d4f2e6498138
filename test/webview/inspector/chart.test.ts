import { describe, expect, it } from 'vitest';
import {
  columnsPath,
  heightOf,
  scaleOf,
  stepsPath,
  stretchesPath,
} from '../../../webview/inspector/chart.ts';

describe('chart', () => {
  it('keeps zero in view', () => {
    expect(scaleOf([2, 5])).toEqual({ low: 0, high: 5 });
    expect(scaleOf([-1, 3])).toEqual({ low: -1, high: 3 });
    expect(scaleOf([])).toEqual({ low: 0, high: 1 });
  });

  it('puts high values at the top', () => {
    const scale = { low: -1, high: 3 };
    expect(heightOf(3, scale, 40)).toBe(0);
    expect(heightOf(-1, scale, 40)).toBe(40);
    expect(heightOf(0, scale, 40)).toBe(30);
  });

  it('draws a column from zero to its value, in the middle of its step', () => {
    expect(columnsPath([{ index: 2, value: 1 }], { low: 0, high: 1 }, 10, 0.5)).toBe('M2.25 10V0H2.75V10Z');
  });

  it('draws one step per token', () => {
    expect(stepsPath([0, 1, 1], { low: 0, high: 1 }, 10)).toBe('M0 10H1V0H2V0H3');
  });

  it('draws one step per stretch', () => {
    const stretches = [
      { from: 1, to: 40, value: 0 },
      { from: 40, to: 90, value: 1 },
    ];
    expect(stretchesPath(stretches, { low: 0, high: 1 }, 10)).toBe('M1 10H40V0H90');
    expect(stretchesPath([], { low: 0, high: 1 }, 10)).toBe('');
  });
});
