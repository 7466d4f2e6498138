import { sentenceEnds } from '../text/sentences.ts';
import type { TranslationTag } from '../text/languages.ts';
import type { Block, BlockPart } from './block.ts';

/** A line break inside of prose, which is written there as a space. */
export interface SoftBreak {
  /** Index of that space (UTF-16 units). */
  readonly at: number;
  /** The break as it stands in the document, with the marks of the next line. */
  readonly text: string;
}

/** Prose without anything in between. */
export interface Stretch {
  /** White space before, byte for byte. */
  readonly lead: string;
  /** Signs that end what stands before, and the space after them: «, » after a link. Only after an element. */
  readonly signs: string;
  /** On one line, without white space around; may be empty. */
  readonly prose: string;
  readonly breaks: readonly SoftBreak[];
  /** White space after, byte for byte. */
  readonly trail: string;
}

/** What has to stay in a sentence: it stands between two stretches. */
export interface Element {
  readonly kind: 'open' | 'close' | 'object';
  readonly text: string;
}

/** A sentence as it stands in a document: its first stretch, an element, the next stretch, and so on. */
export interface Sentence {
  /** One more than there are elements. */
  readonly stretches: readonly Stretch[];
  readonly elements: readonly Element[];
}

/** A stretch of a document; all of them, joined, are the document. `block` numbers blocks of prose. */
export type DocumentPiece =
  | { readonly kind: 'kept'; readonly text: string }
  | { readonly kind: 'sentence'; readonly sentence: Sentence; readonly block: number };

const letter = /\p{L}/u;

/**
 * What stands for the parts of a block while sentences are looked for: signs that end none. Closing signs belong to the
 * sentence before them; so does an object that touches it, such as a note's number or the address of a link.
 */
const standIn = { break: ' ', open: '“', close: '”', object: '\uFFFC', touching: '”' } as const;

function flowOf(text: string, block: Block): readonly string[] {
  const flow: string[] = [];
  for (const { kind, start, end } of block) {
    const touches = kind === 'object' && /[^\s“\uFFFC]$/u.test(flow.at(-1) ?? '');
    flow.push(kind === 'text' ? text.slice(start, end) : standIn[touches ? 'touching' : kind]);
  }
  return flow;
}

/** Cuts a block into sentences. Every part of the block comes out in a sentence or in what is kept between them. */
export function blockPieces(
  text: string,
  block: Block,
  number: number,
  language: TranslationTag,
): readonly DocumentPiece[] {
  const flow = flowOf(text, block);
  const pieces: DocumentPiece[] = [];
  let start = 0;
  for (const end of sentenceEnds(flow.join(''), language)) {
    const parts = cut(block, flow, start, end);
    start = end;
    const inner = trim(text, parts);
    const first = inner[0];
    const last = inner.at(-1);
    const whole = { start: parts[0]!.start, end: parts.at(-1)!.end };
    if (first === undefined || last === undefined || !hasLetters(text, inner)) {
      pieces.push({ kind: 'kept', text: text.slice(whole.start, whole.end) });
      continue;
    }
    pieces.push(
      { kind: 'kept', text: text.slice(whole.start, first.start) },
      { kind: 'sentence', sentence: sentenceOf(text, inner), block: number },
      { kind: 'kept', text: text.slice(last.end, whole.end) },
    );
  }
  return pieces.filter((piece) => piece.kind === 'sentence' || piece.text !== '');
}

/** The parts of a block between two indices of its flow. */
function cut(block: Block, flow: readonly string[], from: number, to: number): readonly BlockPart[] {
  const parts: BlockPart[] = [];
  let at = 0;
  for (const [index, part] of block.entries()) {
    const { length } = flow[index]!;
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, length);
    if (start < end)
      parts.push(
        part.kind === 'text' ? { kind: 'text', start: part.start + start, end: part.start + end } : part,
      );
    at += length;
  }
  return parts;
}

function hasLetters(text: string, parts: readonly BlockPart[]): boolean {
  return parts.some(({ kind, start, end }) => kind === 'text' && letter.test(text.slice(start, end)));
}

/** Takes off what does not belong to the sentence: white space, and signs around all of it or around more than it. */
function trim(text: string, parts: readonly BlockPart[]): readonly BlockPart[] {
  const partner = partners(parts);
  let from = 0;
  let to = parts.length;
  const goes = (index: number): boolean => {
    const part = parts[index]!;
    if (part.kind === 'break') return true;
    if (part.kind === 'text') return text.slice(part.start, part.end).trim() === '';
    return part.kind !== 'object' && partner.get(index) === undefined;
  };
  for (;;) {
    while (from < to && goes(from)) from++;
    while (to > from && goes(to - 1)) to--;
    if (to - from < 2 || partner.get(from) !== to - 1) break;
    from++;
    to--;
  }
  return parts
    .slice(from, to)
    .map((part, index, kept) => trimText(text, part, index === 0, index === kept.length - 1));
}

function trimText(text: string, part: BlockPart, atStart: boolean, atEnd: boolean): BlockPart {
  if (part.kind !== 'text') return part;
  const said = text.slice(part.start, part.end);
  const start = atStart ? part.end - said.trimStart().length : part.start;
  return { kind: 'text', start, end: atEnd ? part.start + said.trimEnd().length : part.end };
}

/** Which sign closes which, both ways. */
function partners(parts: readonly BlockPart[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (const [index, { kind }] of parts.entries()) {
    if (kind === 'open') open.push(index);
    if (kind !== 'close') continue;
    const partner = open.pop();
    if (partner !== undefined) found.set(partner, index).set(index, partner);
  }
  return found;
}

function sentenceOf(text: string, parts: readonly BlockPart[]): Sentence {
  const stretches: Stretch[] = [];
  const elements: Element[] = [];
  let run: BlockPart[] = [];
  for (const part of parts) {
    if (part.kind === 'text' || part.kind === 'break') {
      run.push(part);
      continue;
    }
    stretches.push(stretchOf(text, run, elements.length > 0));
    elements.push({ kind: part.kind, text: text.slice(part.start, part.end) });
    run = [];
  }
  stretches.push(stretchOf(text, run, elements.length > 0));
  return { stretches, elements };
}

function stretchOf(text: string, parts: readonly BlockPart[], afterElement: boolean): Stretch {
  const isBlank = ({ kind, start, end }: BlockPart): boolean =>
    kind === 'break' || text.slice(start, end).trim() === '';
  const first = parts.findIndex((part) => !isBlank(part));
  if (first < 0) {
    const lead = parts.map(({ start, end }) => text.slice(start, end)).join('');
    return { lead, signs: '', prose: '', breaks: [], trail: '' };
  }
  const last = parts.findLastIndex((part) => !isBlank(part));
  const inner = parts
    .slice(first, last + 1)
    .map((part, index, all) => trimText(text, part, index === 0, index === all.length - 1));
  let prose = '';
  const breaks: SoftBreak[] = [];
  for (const { kind, start, end } of inner) {
    if (kind === 'break') breaks.push({ at: prose.length, text: text.slice(start, end) });
    prose += kind === 'break' ? ' ' : text.slice(start, end);
  }
  const from = inner[0]!.start;
  const to = inner.at(-1)!.end;
  const [signs] = (afterElement ? /^[\p{Pe}\p{Pf}\p{Po}]+ */u.exec(prose) : null) ?? [''];
  // A break among them stays where it is.
  const taken = (breaks[0]?.at ?? prose.length) < signs.length ? '' : signs;
  return {
    lead: text.slice(parts[0]!.start, from),
    signs: taken,
    prose: prose.slice(taken.length),
    breaks: breaks.map((lineBreak) => ({ ...lineBreak, at: lineBreak.at - taken.length })),
    trail: text.slice(to, parts.at(-1)!.end),
  };
}
