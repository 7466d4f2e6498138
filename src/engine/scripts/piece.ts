/** A stretch of the source and what it became; the pieces of a text cover it without gap, in order. */
export interface Piece {
  /** UTF-16 units of the source, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The same text where nothing was converted. */
  readonly text: string;
  /** Whether it was taken for text of the language. */
  readonly converted: boolean;
}

/** The converted text. */
export function joinPieces(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}
