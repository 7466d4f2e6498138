import * as vscode from 'vscode';
import { insertBelowEdits, replaceEdits } from './edits.ts';
import type { TextRange } from './trackedRange.ts';

export type Placement = 'replace' | 'insertBelow';

/**
 * Puts translations into a document as one edit, and so as one undo step: all of them, or none.
 *
 * @returns whether the document took it; false when it is read-only or changed in between
 */
export async function applyToDocument(
  document: vscode.TextDocument,
  placement: Placement,
  ranges: readonly TextRange[],
  translations: readonly string[],
): Promise<boolean> {
  const text = document.getText();
  const placed = ranges.map((range, index) => ({ range, translation: translations[index] ?? '' }));
  const lineBreak = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const planned =
    placement === 'replace' ? replaceEdits(text, placed) : insertBelowEdits(text, placed, lineBreak);
  const edit = new vscode.WorkspaceEdit();
  for (const { range, text: replacement } of planned) {
    const place = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
    edit.replace(document.uri, place, replacement);
  }
  return vscode.workspace.applyEdit(edit);
}
