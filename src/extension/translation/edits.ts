import type { TextRange } from './trackedRange.ts';

/** One replacement to make: what stands in `range` becomes `text`. */
export interface PlannedEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** A translation and the stretch of the document that it translates. */
export interface Placed {
  readonly range: TextRange;
  readonly translation: string;
}

/** Puts each translation in place of its source; white space around the source stays as it is. */
export function replaceEdits(documentText: string, placed: readonly Placed[]): readonly PlannedEdit[] {
  return placed.map(({ range, translation }) => {
    const source = documentText.slice(range.start, range.end);
    const trimmed = source.trim();
    const start = range.start + source.indexOf(trimmed);
    return { range: { start, end: start + trimmed.length }, text: translation.trim() };
  });
}

/** Puts each converted text in place of its source, white space at its ends and all: in Wylie a space is a sign. */
export function convertEdits(placed: readonly Placed[]): readonly PlannedEdit[] {
  return placed.map(({ range, translation }) => ({ range, text: translation }));
}

/** Puts each translation on a line of its own below the last line of its source. */
export function insertBelowEdits(
  documentText: string,
  placed: readonly Placed[],
  lineBreak: string,
): readonly PlannedEdit[] {
  return placed.map(({ range, translation }) => {
    const source = documentText.slice(range.start, range.end);
    // A selection of whole lines ends before the first letter of the next line, which is not part of it.
    const lastOfSource = range.start + source.trimEnd().length;
    const at = lineEnd(documentText, lastOfSource);
    return { range: { start: at, end: at }, text: lineBreak + translation.trim() };
  });
}

function lineEnd(text: string, offset: number): number {
  const found = text.slice(offset).search(/\r\n|\r|\n/);
  return found === -1 ? text.length : offset + found;
}
