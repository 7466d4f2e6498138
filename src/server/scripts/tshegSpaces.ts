import type { Block, BlockPart } from '../../engine/markup/block.ts';
import { proseBlocks } from '../../engine/markup/proseBlocks.ts';
import { joinPieces } from '../../engine/scripts/piece.ts';
import type { TextRange } from '../../engine/scripts/protectedRanges.ts';
import { wylieToTibetan } from '../../engine/scripts/tibetan/fromWylie.ts';
import type { PlacedSelection } from '../translation/selected.ts';

/**
 * Where a Wylie selection has a space at the edge of its prose that is a tsheg, as EWTS says, and no white space: a single
 * one between Tibetan and Tibetan, whatever signs of emphasis or tags stand there too; or after Tibetan at a line's end.
 *
 * @returns indices in the document, in UTF-16 units
 */
export function tshegSpaces(placed: PlacedSelection): ReadonlySet<number> {
  const { text, within, line } = placed;
  const found = new Set<number>();
  const blocks = proseBlocks(text, placed.format);
  blocks.forEach((block, index) => {
    const reader = new BlockReader(text, found);
    if (index === 0 && block[0]?.start === 0) reader.startAfter(line.before);
    for (const part of cutAtEnds(block, within)) reader.read(part);
    const isLast = index === blocks.length - 1 && block.at(-1)?.end === text.length;
    reader.endBefore(isLast ? line.after : '');
  });
  return new Set(Array.from(found).filter((at) => at >= within.start && at < within.end));
}

/** Parts of a block, prose in two where the selection begins or ends in it. */
function cutAtEnds(block: Block, { start, end }: TextRange): readonly BlockPart[] {
  return [start, end].reduce<readonly BlockPart[]>(
    (parts, at) =>
      parts.flatMap((part) =>
        part.kind === 'text' && part.start < at && at < part.end
          ? [
              { ...part, end: at },
              { ...part, start: at },
            ]
          : [part],
      ),
    block,
  );
}

/** Goes through the parts of a block and remembers what stands before the next. */
class BlockReader {
  readonly #text: string;
  readonly #found: Set<number>;
  #isAfterTibetan = false;
  /** White space since then, where it stands. */
  #spaces: TextRange[] = [];
  #end = 0;

  constructor(text: string, found: Set<number>) {
    this.#text = text;
    this.#found = found;
  }

  /** @param before what the document has in the same line before its first part */
  startAfter(before: string): void {
    this.#isAfterTibetan = endsTibetan(before);
  }

  read({ kind, start, end }: BlockPart): void {
    this.#end = end;
    if (kind === 'text') this.#prose(start, end);
    else if (kind === 'break') {
      this.#space({ start, end: start + /^[ \t]*/u.exec(this.#text.slice(start, end))![0].length });
      this.#endLine();
    } else if (kind === 'object') this.#forget(false);
  }

  /** @param after what the document has in the same line behind its last part */
  endBefore(after: string): void {
    if (after === '') {
      // Some parsers leave out white space at the end of a line.
      const leftOut = /^[ \t]*(?=[\r\n]|$)/u.exec(this.#text.slice(this.#end, this.#end + 3))?.[0] ?? '';
      this.#space({ start: this.#end, end: this.#end + leftOut.length });
      this.#endLine();
    } else if (beginsTibetan(after)) this.#take();
  }

  #prose(start: number, end: number): void {
    const prose = this.#text.slice(start, end);
    const first = end - prose.trimStart().length;
    this.#space({ start, end: first });
    if (first === end) return;
    const last = start + prose.trimEnd().length;
    const core = this.#text.slice(first, last);
    if (beginsTibetan(core)) this.#take();
    this.#forget(endsTibetan(core));
    this.#space({ start: last, end });
  }

  #space(range: TextRange): void {
    if (range.end > range.start) this.#spaces.push(range);
  }

  #endLine(): void {
    this.#take();
    this.#forget(false);
  }

  #take(): void {
    const [space, ...more] = this.#spaces;
    const isSingle =
      space !== undefined && more.length === 0 && this.#text.slice(space.start, space.end) === ' ';
    if (this.#isAfterTibetan && isSingle) this.#found.add(space.start);
  }

  #forget(isAfterTibetan: boolean): void {
    this.#isAfterTibetan = isAfterTibetan;
    this.#spaces = [];
  }
}

/** No word is longer; the rest of a long text need not be read for its end. */
const longestWord = 100;

function beginsTibetan(wylie: string): boolean {
  return /^[\u0F00-\u0FFF]/u.test(joinPieces(wylieToTibetan(wylie.slice(0, longestWord))));
}

/** Ends with Tibetan that a tsheg can follow: after a shad, writers type a space and mean one. */
function endsTibetan(wylie: string): boolean {
  const tibetan = joinPieces(wylieToTibetan(wylie.slice(-longestWord)));
  return /[\u0F00-\u0FFF]$/u.test(tibetan) && !/[\u0F0B-\u0F12\u0F14]$/u.test(tibetan);
}
