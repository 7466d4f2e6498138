import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration } from '../../src/cli/quantities.ts';

describe('quantities', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [123_456, '123 kB'],
    [3_087_428_608, '3.1 GB'],
    [65_527_752_704, '65.5 GB'],
  ])('%d bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0.2, '1 s'],
    [59, '59 s'],
    [61, '1 min 1 s'],
    [3900, '1 h 5 min'],
  ])('%d seconds', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});
