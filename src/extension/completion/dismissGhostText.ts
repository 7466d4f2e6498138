import * as vscode from 'vscode';
import type { GhostText } from './ghostText.ts';

/**
 * Sends the grey text away, as Escape does, and forgets it: of Escape alone VS Code tells nobody, and the text preview
 * would go on showing what the editor no longer shows.
 */
export async function dismissGhostText(ghostText: GhostText): Promise<void> {
  await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
  ghostText.forget();
}
