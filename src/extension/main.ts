import * as vscode from 'vscode';
import { registerCommands } from './commands/table.ts';
import { tellKeysOfOffers } from './completion/acceptPortion.ts';
import { watchForFirstNeed } from './completion/firstNeed.ts';
import { askForMissedTyping } from './completion/missedTyping.ts';
import { TriMixContext } from './context.ts';
import type { CompletionCounts } from './completion/ghostText.ts';
import type { ServerLife } from './server/life.ts';

/** What the extension gives to others (and to its own tests in the editor): to look at, not to steer. */
export interface TriMixApi {
  readonly life: () => ServerLife;
  readonly completions: () => CompletionCounts;
  /** What is offered at the cursor of the active editor; null when nothing is. */
  readonly offered: () => string | null;
  /** What the status item says to a screen reader. */
  readonly status: () => string;
}

let context: TriMixContext | undefined;

export function activate(extension: vscode.ExtensionContext): TriMixApi {
  const trimix = new TriMixContext(extension);
  context = trimix;
  registerCommands(trimix);
  const wanted = () => trimix.settings.current['completion.enabled'] && !trimix.pause.paused;
  trimix.disposables.add(
    askForMissedTyping(
      trimix.supervisor,
      () => wanted() && trimix.settings.current['completion.automatic'],
      () => void vscode.commands.executeCommand('editor.action.inlineSuggest.trigger'),
    ),
  );
  trimix.disposables.add(watchForFirstNeed(wanted, () => void trimix.supervisor.start()));
  trimix.disposables.add(tellKeysOfOffers(trimix.ghostText));
  const offered = () => {
    const editor = vscode.window.activeTextEditor;
    return editor === undefined ? null : trimix.ghostText.restAt(editor.document, editor.selection.active);
  };
  return {
    life: () => trimix.supervisor.life,
    completions: () => trimix.ghostText.counts,
    offered,
    status: () => trimix.status.label,
  };
}

export async function deactivate(): Promise<void> {
  await context?.shutDown();
  context = undefined;
}
