import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../disposables.ts';
import type { GhostText } from './ghostText.ts';
import { editorsOwnCommand, firstPortion, type Portion } from './portions.ts';
import { setContext } from '../setContext.ts';

/**
 * Writes the next portion of the ghost text at the cursor, in one step for Undo, and keeps the rest of it. Where the
 * ghost text is not ours, or stands at several cursors, VS Code's own command is run.
 */
export async function acceptPortion(ghostText: GhostText, portion: Portion): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const rest = editor === undefined ? null : offeredIn(editor, ghostText);
  if (editor === undefined || rest === null) {
    await vscode.commands.executeCommand(editorsOwnCommand[portion]);
    return;
  }
  const { document, selection } = editor;
  const before = document.lineAt(selection.active).text.slice(0, selection.active.character);
  const taken = firstPortion(portion, before, rest);
  const written = await editor.edit((edit) => edit.insert(selection.active, taken));
  if (written && taken.length < rest.length) await ghostText.showRest();
}

/**
 * Tells the editor's keys, by the context key `trimix.offering`, whether there is something of ours to take: with the
 * ghost text of another extension the keys keep the meaning that VS Code gives them.
 */
export function tellKeysOfOffers(ghostText: GhostText): Disposable {
  const disposables = new DisposableList();
  let told = false;
  disposables.add(
    ghostText.onDidChangeOffer(() => {
      const { offering } = ghostText;
      if (offering === told) return;
      told = offering;
      void setContext('offering', offering);
    }),
  );
  return disposables;
}

function offeredIn({ document, selections, selection }: vscode.TextEditor, ghostText: GhostText) {
  if (selections.length !== 1 || !selection.isEmpty) return null;
  return ghostText.restAt(document, selection.active);
}
