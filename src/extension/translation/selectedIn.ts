import { surroundingsLimit, type Selected } from '../../protocol/messages.ts';
import type { TextRange } from './trackedRange.ts';

/**
 * A selection as the server takes it, with the document around: where a selection begins in the middle of a code block,
 * only that tells so. A very long document stays here.
 *
 * @param selected what was selected; where the document has something else in the range by now, it stands for itself
 */
export function selectedIn(
  documentText: string,
  { start, end }: TextRange,
  languageId: string,
  selected = documentText.slice(start, end),
): Selected {
  const isThere = documentText.slice(start, end) === selected;
  const isShort = documentText.length - selected.length <= surroundingsLimit;
  const [before, after] =
    isThere && isShort ? [documentText.slice(0, start), documentText.slice(end)] : ['', ''];
  return { text: selected, document: { languageId, before, after } };
}
