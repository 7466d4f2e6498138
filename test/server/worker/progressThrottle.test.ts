import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProgressThrottle } from '../../../src/server/worker/progressThrottle.ts';

describe('throttled progress', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('passes on at most ten values a second, the first at once and the last always', () => {
    const sent: number[] = [];
    const throttle = new ProgressThrottle<number>((value) => sent.push(value));
    for (let value = 0; value <= 1000; value++) {
      throttle.report(value);
      if (value === 0) expect(sent).toEqual([0]);
      vi.advanceTimersByTime(1);
    }
    expect(sent.length).toBeGreaterThanOrEqual(10);
    expect(sent.length).toBeLessThanOrEqual(11);
    throttle.end();
    expect(sent.at(-1)).toBe(1000);
    const { length } = sent;
    vi.advanceTimersByTime(1000);
    expect(sent).toHaveLength(length);
    expect(sent.toSorted((one, other) => one - other)).toEqual(sent);
  });

  it('sends a value that waits when its time has come', () => {
    const sent: string[] = [];
    const throttle = new ProgressThrottle<string>((value) => sent.push(value));
    throttle.report('a');
    throttle.report('b');
    throttle.report('c');
    vi.advanceTimersByTime(100);
    expect(sent).toEqual(['a', 'c']);
    vi.advanceTimersByTime(500);
    throttle.report('d');
    expect(sent).toEqual(['a', 'c', 'd']);
    throttle.end();
  });
});
