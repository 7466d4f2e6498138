import type { Position, Range, SelectedCompletionInfo } from 'vscode-languageserver/node';

/** What a completion goes on from, and what it takes the place of when accepted. */
export interface CompletionAnchor {
  /** Where the prefix ends in the document. */
  readonly at: Position;
  /** Text to put between the document's prefix and the completion. */
  readonly lead: string;
  readonly range: Range;
}

/**
 * With the suggestion list open, an editor shows only completions that begin with the selected entry: so the
 * models go on from there. Null when the entry does not go on from what is written, because then nothing fits.
 *
 * @param textIn the document's text in a range
 */
export function completionAnchor(
  position: Position,
  selected: SelectedCompletionInfo | undefined,
  textIn: (range: Range) => string,
): CompletionAnchor | null {
  if (selected === undefined) return { at: position, lead: '', range: { start: position, end: position } };
  const { range, text } = selected;
  const endsAtCursor = range.end.line === position.line && range.end.character === position.character;
  if (!endsAtCursor || !text.startsWith(textIn(range))) return null;
  return { at: range.start, lead: text, range };
}
