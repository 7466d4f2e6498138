import { describe, expect, it } from 'vitest';
import { duration, fileSize, memorySize } from '../../../src/extension/models/quantities.ts';
import { english } from '../localiser.ts';

describe('quantities in words', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1_234_000, '1.23 MB'],
    [21_400_000_000, '21.4 GB'],
    [999_000_000_000_000, '999 TB'],
    [1e18, '1000000 TB'],
    [-5, '0 B'],
  ])('%d bytes of a file: %s', (bytes, words) => {
    expect(fileSize(bytes)).toBe(words);
  });

  it('counts memory as it is sold', () => {
    expect(memorySize(8 * 2 ** 30)).toBe('8 GB');
    expect(memorySize(24 * 2 ** 30)).toBe('24 GB');
    expect(memorySize(7.25 * 2 ** 30)).toBe('7.25 GB');
  });

  it.each([
    [0.2, '1 s'],
    [59, '59 s'],
    [90, '2 min'],
    [3599, '1 h 0 min'],
    [7260, '2 h 1 min'],
  ])('%d seconds: %s', (seconds, words) => {
    expect(duration(english, seconds)).toBe(words);
  });
});
