import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../disposables.ts';
import { isWritingDocument } from '../documents.ts';
import { hasOurScript } from './scripts.ts';

/** How far a visible range is looked into: a screen holds less. */
const maximumCharacters = 20_000;

/**
 * Watches for the first text in one of our scripts: on the screen, or as it is typed. Until then no server runs, so
 * that whoever writes only English pays nothing. Watching ends with the first find.
 */
export function watchForFirstNeed(wanted: () => boolean, found: () => void): Disposable {
  const watching = new DisposableList();
  const look = (text: string): boolean => {
    if (watching.ended || !wanted() || !hasOurScript(text)) return false;
    watching.dispose();
    found();
    return true;
  };
  const lookAt = (editor: vscode.TextEditor): boolean =>
    isWritingDocument(editor.document) &&
    editor.visibleRanges.some((range) => look(editor.document.getText(range).slice(0, maximumCharacters)));

  watching.add(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (isWritingDocument(document)) contentChanges.some((change) => look(change.text));
    }),
  );
  watching.add(vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => lookAt(textEditor)));
  watching.add(vscode.window.onDidChangeVisibleTextEditors((editors) => editors.some(lookAt)));
  vscode.window.visibleTextEditors.some(lookAt);
  return watching;
}
