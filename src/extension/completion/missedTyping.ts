import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../disposables.ts';
import { isWritingDocument } from '../documents.ts';
import type { ServerSupervisor } from '../server/supervisor.ts';
import { hasOurScript } from './scripts.ts';

/** The last text that was typed while no server could answer. */
interface Missed {
  readonly document: vscode.TextDocument;
  readonly version: number;
}

/**
 * The editor asks for a completion only at a keystroke. Whoever typed while the server was starting, or coming back
 * after a crash, and now waits, would wait forever: so the editor is told to ask once the server is up.
 */
export function askForMissedTyping(
  supervisor: ServerSupervisor,
  wanted: () => boolean,
  ask: () => void,
): Disposable {
  const disposables = new DisposableList();
  let missed: Missed | null = null;
  disposables.add(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const typed = contentChanges.some((change) => hasOurScript(change.text));
      missed =
        !supervisor.isUp && typed && isWritingDocument(document)
          ? { document, version: document.version }
          : null;
    }),
  );
  disposables.add(
    supervisor.onDidGoUp(() => {
      const active = vscode.window.activeTextEditor?.document;
      if (missed !== null && missed.document === active && missed.version === active.version && wanted())
        ask();
      missed = null;
    }),
  );
  return disposables;
}
