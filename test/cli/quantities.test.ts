import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/failure.ts';
import { formatBytes, formatDuration, parseBytes } from '../../src/cli/quantities.ts';

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
    ['123', 123],
    ['800MiB', 800 * 1024 ** 2],
    ['3 GB', 3e9],
    ['1.5gib', 1.5 * 1024 ** 3],
    ['2kB', 2000],
  ])('reads %s', (text, bytes) => expect(parseBytes('memory-limit', text)).toBe(bytes));

  it.each(['', 'MB', '-1', '3 litres', '1e9', '1,5GB'])('does not read «%s»', (text) =>
    expect(() => parseBytes('memory-limit', text)).toThrow(UsageError),
  );

  it.each([
    [0.2, '1 s'],
    [59, '59 s'],
    [61, '1 min 1 s'],
    [3900, '1 h 5 min'],
  ])('%d seconds', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});
