import type { TextRange } from '../scripts/protectedRanges.ts';
import type { Block, BlockPart } from './block.ts';

/**
 * A stretch of a document that its parser took for prose and that is none. `apart`: it stands between two blocks; one
 * without length only parts them. The others are kinds of {@link BlockPart}.
 */
export interface Mark extends TextRange {
  readonly kind: 'open' | 'close' | 'object' | 'apart';
}

/**
 * Takes marks out of the prose of blocks. A mark that begins in anything but prose, or ends in the middle of it, is none:
 * it stands in code or in an address. Takes linear time.
 *
 * @param marks in order and without overlaps, as are the blocks
 * @returns what becomes of the blocks, in order; some may be without prose
 */
export function withMarks(blocks: readonly Block[], marks: readonly Mark[]): readonly Block[] {
  let next = 0;
  return blocks.flatMap((block) => {
    const first = block[0]?.start ?? 0;
    const end = block.at(-1)?.end ?? 0;
    while (next < marks.length && marks[next]!.start < first) next++;
    const cut = new BlockCutter(block);
    for (; next < marks.length && marks[next]!.end <= end; next++) cut.take(marks[next]!);
    return cut.finish();
  });
}

class BlockCutter {
  readonly #block: Block;
  readonly #cut: BlockPart[][] = [[]];
  /** The part that is next, and up to where the block is written. */
  #part = 0;
  #at: number;
  /** The part in which the last mark begins. */
  #probe = 0;

  constructor(block: Block) {
    this.#block = block;
    this.#at = block[0]?.start ?? 0;
  }

  take({ kind, start, end }: Mark): void {
    if (end > start && !this.#isProse(start, end)) return;
    this.#copy(start);
    if (kind === 'apart') this.#cut.push([]);
    else this.#add({ kind, start, end });
    this.#at = end;
  }

  finish(): readonly Block[] {
    this.#copy(this.#block.at(-1)?.end ?? 0);
    return this.#cut.filter(({ length }) => length > 0);
  }

  #copy(until: number): void {
    for (; this.#part < this.#block.length; this.#part++) {
      const part = this.#block[this.#part]!;
      if (part.start >= until) return;
      const end = Math.min(part.end, until);
      this.#add({ ...part, start: Math.max(part.start, this.#at), end });
      this.#at = Math.max(this.#at, end);
      if (part.end > until) return;
    }
  }

  #isProse(start: number, end: number): boolean {
    while (this.#probe < this.#block.length && this.#block[this.#probe]!.end <= start) this.#probe++;
    let part = this.#probe;
    if (this.#block[part]?.kind !== 'text') return false;
    while (part < this.#block.length && this.#block[part]!.end < end) part++;
    return this.#block[part]?.kind === 'text' || this.#block[part]?.end === end;
  }

  #add(part: BlockPart): void {
    if (part.end > part.start) this.#cut.at(-1)!.push(part);
  }
}
