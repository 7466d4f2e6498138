import * as vscode from 'vscode';
import { assertNever } from '../assertNever.ts';
import { lineBreakOf } from '../lineBreakOf.ts';
import { convertEdits, insertBelowEdits, replaceEdits, type Placed, type PlannedEdit } from './edits.ts';
import type { TextRange } from './trackedRange.ts';

export type Placement = 'replace' | 'insertBelow';

/**
 * Puts translations, or converted texts, into a document as one edit, and so as one undo step: all of them, or none.
 *
 * @returns whether the document took it; false when it is read-only or changed in between
 */
export async function applyToDocument(
  document: vscode.TextDocument,
  placement: Placement | 'convert',
  ranges: readonly TextRange[],
  translations: readonly string[],
): Promise<boolean> {
  const text = document.getText();
  const placed = ranges.map((range, index) => ({ range, translation: translations[index] ?? '' }));
  const edit = new vscode.WorkspaceEdit();
  for (const { range, text: replacement } of plan(placement, text, placed, lineBreakOf(document))) {
    const place = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
    edit.replace(document.uri, place, replacement);
  }
  return vscode.workspace.applyEdit(edit);
}

function plan(
  placement: Placement | 'convert',
  documentText: string,
  placed: readonly Placed[],
  lineBreak: string,
): readonly PlannedEdit[] {
  switch (placement) {
    case 'replace':
      return replaceEdits(documentText, placed);
    case 'insertBelow':
      return insertBelowEdits(documentText, placed, lineBreak);
    case 'convert':
      return convertEdits(placed);
    default:
      return assertNever(placement);
  }
}
