import type { TextLine, TextPassage, TextPlace, TextView } from '../../src/protocol/textPreview.ts';
import { readingStep } from '../shared/arrows.ts';
import { assertNever } from '../shared/assertNever.ts';
import { clusterEnd, clusterStart } from '../shared/clusters.ts';

/** The passage that holds a line; undefined when the line is not shown. */
export function passageOf(view: TextView, number: number): TextPassage | undefined {
  return view.passages.find(({ lines }) => lines.some((line) => line.number === number));
}

/** The lines that are shown, in order. */
export function linesOf({ passages }: TextView): readonly TextLine[] {
  return passages.flatMap(({ lines }) => lines);
}

/**
 * The place to which a key moves the cursor: along the text by grapheme cluster, across by line, as the text runs.
 *
 * @param key a `KeyboardEvent.key`
 * @returns null for keys that move nothing, and where there is nothing to move to
 */
export function placeAfterKey(view: TextView, key: string): TextPlace | null {
  const lines = linesOf(view);
  const at = lines.findIndex(({ number }) => number === view.caret.line);
  const line = lines[at];
  if (line === undefined) return startOf(lines.find(({ number }) => number >= view.top) ?? lines[0]);
  const { character } = view.caret;
  if (key === 'Home') return startOf(line);
  if (key === 'End') return endOf(line);
  const step = readingStep(key, passageOf(view, line.number)?.direction ?? 'left-to-right');
  switch (step) {
    case null:
      return null;
    case 'next':
      return character < line.text.length
        ? { line: line.number, character: clusterEnd(line.text, character) }
        : startOf(lines[at + 1]);
    case 'previous':
      return character > 0
        ? { line: line.number, character: clusterStart(line.text, character - 1) }
        : endOf(lines[at - 1]);
    case 'next-line':
      return sameColumn(lines[at + 1], character);
    case 'previous-line':
      return sameColumn(lines[at - 1], character);
    default:
      return assertNever(step);
  }
}

function startOf(line: TextLine | undefined): TextPlace | null {
  return line === undefined ? null : { line: line.number, character: 0 };
}

function endOf(line: TextLine | undefined): TextPlace | null {
  return line === undefined ? null : { line: line.number, character: line.text.length };
}

function sameColumn(line: TextLine | undefined, character: number): TextPlace | null {
  return line === undefined
    ? null
    : { line: line.number, character: clusterStart(line.text, Math.min(character, line.text.length)) };
}
