import { mergeRanges, protectedRanges, type TextRange } from '../protectedRanges.ts';

/** Marks of Markdown that would be signs or spaces in Wylie: at the start of a line, and strong emphasis. */
const markdownMarks = String.raw`(?<=^|\n)(?:[ \t]*(?:#{1,6}|>|[-+*]|\d+[.)])[ \t]+)+|\*\*`;

/** EWTS's own brackets around what is not Tibetan; a Markdown link is none. */
const brackets = String.raw`\[[^\[\]\n]*\](?!\()`;

function rangesOf(text: string, pattern: string): readonly TextRange[] {
  return Array.from(text.matchAll(new RegExp(pattern, 'gu')), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** What must stay as it is in a Tibetan text. */
export function protectedInTibetan(text: string): readonly TextRange[] {
  return mergeRanges([...protectedRanges(text), ...rangesOf(text, markdownMarks)]);
}

/** What must stay as it is in a Wylie text. */
export function protectedInWylie(text: string): readonly TextRange[] {
  return mergeRanges([...protectedRanges(text), ...rangesOf(text, `${markdownMarks}|${brackets}`)]);
}
