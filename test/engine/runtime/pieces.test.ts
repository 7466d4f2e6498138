import { describe, expect, test } from 'vitest';
import { piecesOfAtMost, piecesOfOneRow, type Piece } from '../../../src/engine/runtime/pieces.ts';

/** What every way of cutting owes: each position once, in order, and exactly the last `keep` rows. */
function expectWhole(pieces: readonly Piece[], count: number, keep: number): void {
  let at = 0;
  const rows: number[] = [];
  for (const { from, to, keep: kept } of pieces) {
    expect(from).toBe(at);
    expect(to).toBeGreaterThan(from);
    expect(kept).toBeLessThanOrEqual(to - from);
    for (let row = to - kept; row < to; row++) rows.push(row);
    at = to;
  }
  expect(at).toBe(count);
  expect(rows).toEqual(Array.from({ length: keep }, (_, row) => count - keep + row));
}

describe('pieces', () => {
  const counts = Array.from({ length: 70 }, (_, count) => count + 1);

  test.each([1, 2, 31, 64])('of at most %i positions', (longest) => {
    for (const count of counts) {
      for (let keep = 1; keep <= count; keep++) {
        const pieces = piecesOfAtMost(longest, count, keep);
        expectWhole(pieces, count, keep);
        expect(Math.max(...pieces.map(({ from, to }) => to - from))).toBeLessThanOrEqual(longest);
        expect(pieces).toHaveLength(Math.ceil(count / longest));
      }
    }
  });

  test('of one row each', () => {
    for (const count of counts) {
      for (let keep = 1; keep <= count; keep++) {
        const pieces = piecesOfOneRow(count, keep);
        expectWhole(pieces, count, keep);
        expect(pieces.every((piece) => piece.keep === 1)).toBe(true);
      }
    }
  });
});
