import { expect, test } from 'vitest';
import { quantiseRows } from '../../../src/models/convert/weights/quantise.ts';

/** Values of a small linear congruential generator, in [-1, 1): no two runs differ. */
function noise(count: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647) * 2 - 1;
  });
}

function unpack(quants: Uint8Array, bits: 4 | 8): number[] {
  return bits === 8 ? [...quants] : [...quants].flatMap((byte) => [byte & 15, byte >> 4]);
}

test.each([
  [8, 32, 64],
  [8, 16, 40],
  [4, 32, 70],
  [4, 64, 64],
] as const)(
  '%i bits, blocks of %i, %i columns: no weight is off by more than a step',
  (bits, blockSize, columns) => {
    const rows = noise(5 * columns);
    const { quants, scales } = quantiseRows(rows, columns, blockSize, bits);
    const levels = unpack(quants, bits);
    const blocks = Math.ceil(columns / blockSize);
    expect(scales).toHaveLength(5 * blocks);
    expect(levels).toHaveLength(5 * blocks * blockSize);
    let halfSteps = 0;
    for (const [i, weight] of rows.entries()) {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const block = row * blocks + Math.floor(column / blockSize);
      const restored = (levels[block * blockSize + (column % blockSize)]! - 2 ** (bits - 1)) * scales[block]!;
      const steps = Math.abs((restored - weight) / scales[block]!);
      // Only a weight as large as the extreme and of the other sign falls beyond the last level.
      expect(steps).toBeLessThanOrEqual(1 + 1e-4);
      if (steps > 0.5 + 1e-4) halfSteps++;
    }
    expect(halfSteps / rows.length).toBeLessThan(0.05);
  },
);

test('the extreme of a block is kept exactly, whatever its sign', () => {
  for (const extreme of [4, -4]) {
    const row = Float32Array.from({ length: 16 }, (_, i) => (i === 3 ? extreme : 0.1));
    const { quants, scales } = quantiseRows(row, 16, 16, 4);
    expect((unpack(quants, 4)[3]! - 8) * scales[0]!).toBe(extreme);
  }
});

test('a block of zeros, and the filling of a short block, stand for zero', () => {
  const { quants, scales } = quantiseRows(new Float32Array(20), 20, 16, 8);
  expect([...scales]).toEqual([0, 0]);
  expect([...new Set(quants)]).toEqual([128]);
});

test('two 4-bit levels share a byte, the first in the low half', () => {
  const row = Float32Array.from({ length: 16 }, (_, i) => (i === 0 ? -8 : i === 1 ? 7 : 0));
  expect(quantiseRows(row, 16, 16, 4).quants[0]).toBe(0xf0);
});

test('rounds half-way up and everything else to the nearest level', () => {
  const weights = [-8, -7.5, -7.501, -0.5, -0.501, 0, 0.499, 0.5, 1.5, 6.5, 7.49, 7.5, 7.9, 8, -1, 3];
  const { quants, scales } = quantiseRows(Float32Array.from(weights), 16, 16, 4);
  expect([...scales]).toEqual([1]);
  const expected = weights.map((weight) => Math.min(7, Math.round(weight)) + 8);
  expect(unpack(quants, 4)).toEqual(expected);
});

test('numbers too small for an exact scale stay within the levels', () => {
  const smallest = 2 ** -149;
  for (let units = 1; units < 400; units++) {
    const row = Float32Array.from({ length: 16 }, (_, i) => (i - 8) * units * smallest);
    for (const bits of [4, 8] as const) {
      const { quants, scales } = quantiseRows(row, 16, 16, bits);
      const levels = unpack(quants, bits);
      const restored = levels.map((level) => (level - 2 ** (bits - 1)) * scales[0]!);
      for (const [i, value] of restored.entries()) {
        expect(Math.abs(value)).toBeLessThanOrEqual(16 * units * smallest);
        expect(value * row[i]!).toBeGreaterThanOrEqual(0);
      }
    }
  }
});
