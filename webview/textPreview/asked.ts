import type { TextPlace, TextView } from '../../src/protocol/textPreview.ts';

/**
 * A view as it is shown while the editor is still on its way to the place that a key asked for. Between two quick keys
 * the editor tells of the first: shown as it came, it would take the cursor back, and the next key would start there.
 *
 * @param asked where the last key wants to be; null when the editor has arrived
 */
export function whileAsked(view: TextView, asked: TextPlace | null): TextView {
  return asked === null || hasArrived(view, asked)
    ? view
    : { ...view, caret: asked, selections: [], ghost: '' };
}

/** Whether the editor's cursor is at a place. */
export function hasArrived({ caret }: TextView, { line, character }: TextPlace): boolean {
  return caret.line === line && caret.character === character;
}
