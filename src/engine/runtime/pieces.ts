/** Consecutive positions of a sequence that are run at once: those from `from` up to, and without, `to`. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** How many last positions of the piece give logits. */
  readonly keep: number;
}

/**
 * Cuts `count` positions into pieces of at most `longest`; the last `keep` positions give logits, wherever they lie.
 */
export function piecesOfAtMost(longest: number, count: number, keep: number): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let from = 0; from < count; from += longest) {
    const to = Math.min(from + longest, count);
    pieces.push({ from, to, keep: Math.max(0, to - Math.max(from, count - keep)) });
  }
  return pieces;
}

/** Cuts `count` positions so that each of the last `keep` ends a piece, for graphs that give one row a run. */
export function piecesOfOneRow(count: number, keep: number): readonly Piece[] {
  const first = count - keep + 1;
  return Array.from({ length: keep }, (_, row) => ({
    from: row === 0 ? 0 : first + row - 1,
    to: first + row,
    keep: 1,
  }));
}
