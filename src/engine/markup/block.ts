/**
 * A stretch of a block, in UTF-16 units of the document, the end exclusive. `text`: prose. `break`: a line break that
 * means no more than a space, with the indent or quote marks of the next line. `open` and `close`: a pair of signs around
 * prose (emphasis, the brackets of a link, tags). `object`: anything else inside a sentence (code, mathematics, an
 * address, an image).
 */
export interface BlockPart {
  readonly kind: 'text' | 'break' | 'open' | 'close' | 'object';
  readonly start: number;
  readonly end: number;
}

/** A paragraph, heading, list item, cell or caption: its parts in order, without gaps. What lies between blocks is no prose. */
export type Block = readonly BlockPart[];

/** A line break with the marks that lists and quotations put at the start of a line. */
const softBreak = /^[ \t]*(?:\r\n|[\n\r])[\s>]*$/u;

const brokenText = /[ \t]*(?:\r\n|[\n\r])\s*/gu;

/** Collects the blocks of a document from what a parser finds, in order. What the parser passes over becomes an object. */
export class BlockWriter {
  readonly #text: string;
  readonly #blocks: Block[] = [];
  #parts: BlockPart[] = [];
  /** Up to where the document is taken: a parser that goes back, as at the end of broken markup, adds nothing twice. */
  #end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Adds prose; line breaks in it mean a space. */
  prose(start: number, end: number): void {
    let at = start;
    for (const { index, 0: found } of this.#text.slice(start, end).matchAll(brokenText)) {
      this.#add('text', at, start + index);
      this.#add('break', start + index, start + index + found.length);
      at = start + index + found.length;
    }
    this.#add('text', at, end);
  }

  /** Adds a sign that opens or closes, or an object. */
  mark(kind: 'open' | 'close' | 'object', start: number, end: number): void {
    this.#add(kind, start, end);
  }

  /** What comes next is another block. */
  endBlock(): void {
    if (this.#parts.some(({ kind }) => kind === 'text')) this.#blocks.push(this.#parts);
    this.#parts = [];
  }

  finish(): readonly Block[] {
    this.endBlock();
    return this.#blocks;
  }

  #add(kind: BlockPart['kind'], from: number, end: number): void {
    const start = Math.max(from, this.#end);
    if (start >= end) return;
    this.#end = end;
    const last = this.#parts.at(-1);
    if (last !== undefined && start > last.end) {
      const gap = this.#text.slice(last.end, start);
      const gapKind = softBreak.test(gap) ? 'break' : gap.trim() === '' ? 'text' : 'object';
      this.#join({ kind: gapKind, start: last.end, end: start });
    }
    this.#join({ kind, start, end });
  }

  /** Signs stand alone; anything else grows. */
  #join(part: BlockPart): void {
    const last = this.#parts.at(-1);
    const grows = last?.kind === part.kind && part.kind !== 'open' && part.kind !== 'close';
    if (grows) this.#parts[this.#parts.length - 1] = { ...part, start: last.start };
    else this.#parts.push(part);
  }
}
