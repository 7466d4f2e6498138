import type { Piece } from './piece.ts';
import type { TextRange } from './protectedRanges.ts';

/** Walks over a text from left to right and gathers its pieces; what nobody converts stays as it is. */
export class PieceWriter {
  readonly #text: string;
  readonly #protected: readonly TextRange[];
  readonly #pieces: Piece[] = [];
  #end = 0;

  constructor(text: string, protectedRanges: readonly TextRange[]) {
    this.#text = text;
    this.#protected = protectedRanges;
  }

  /** Whether a stretch lies partly in what must not be touched. */
  isProtected(start: number, end: number): boolean {
    let low = 0;
    let high = this.#protected.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#protected[middle]!.end <= start) low = middle + 1;
      else high = middle;
    }
    return (this.#protected[low]?.start ?? Infinity) < end;
  }

  /** Puts a converted stretch after everything so far. */
  convert(start: number, end: number, text: string): void {
    this.#keepUpTo(start);
    this.#pieces.push({ start, end, text, converted: true });
    this.#end = end;
  }

  /** All pieces, the rest of the text included. */
  finish(): readonly Piece[] {
    this.#keepUpTo(this.#text.length);
    return this.#pieces;
  }

  /** Kept text goes piece by piece at its spaces, so that a loss can be told as narrowly as it is. */
  #keepUpTo(index: number): void {
    for (const [part] of this.#text.slice(this.#end, index).matchAll(/\s+|\S+/gu)) {
      this.#pieces.push({ start: this.#end, end: this.#end + part.length, text: part, converted: false });
      this.#end += part.length;
    }
  }
}
