import { describe, expect, it } from 'vitest';
import { parseRetryAfter, patientRetry, pauseAfter } from '../../../src/models/hub/retry.ts';

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');

  it.each([
    ['7', 7000],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', null],
    ['-1', null],
    [null, null],
  ])('%s is %s ms', (header, milliseconds) => {
    expect(parseRetryAfter(header, now)).toBe(milliseconds);
  });
});

describe('the pause before the next try', () => {
  it('doubles up to the longest, less a quarter at most', () => {
    for (const [failures, most] of [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000].entries()) {
      const found = pauseAfter(failures + 1, patientRetry);
      expect(found).toBeLessThanOrEqual(most);
      expect(found).toBeGreaterThanOrEqual(most * 0.75);
    }
  });
});
