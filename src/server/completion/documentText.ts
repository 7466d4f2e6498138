import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextSource } from './contextWindow.ts';

/** Reads parts of a document without copying the whole of it. */
export function documentText(document: TextDocument): TextSource {
  return {
    length: document.offsetAt({ line: document.lineCount, character: 0 }),
    slice: (start, end) =>
      document.getText({ start: document.positionAt(start), end: document.positionAt(end) }),
  };
}

/**
 * The text up to an offset, and something more behind it: what a completion goes on from.
 *
 * @param at offset in UTF-16 units
 * @param lead text that stands in no document yet
 */
export function textUpTo(text: TextSource, at: number, lead = ''): TextSource {
  return {
    length: at + lead.length,
    slice: (start, end) =>
      text.slice(Math.min(start, at), Math.min(end, at)) +
      lead.slice(Math.max(0, start - at), Math.max(0, end - at)),
  };
}
