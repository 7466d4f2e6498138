import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TriMixApi } from '../../src/extension/main.ts';

export const tibetan = 'འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང༌། ཐོབ་ཐང་གི་རང་དབང་';

/** TriMix as VS Code has it installed. */
export function extension(): vscode.Extension<TriMixApi> {
  const found = vscode.extensions.getExtension<TriMixApi>('trimix.trimix');
  assert.ok(found, 'the extension is installed');
  return found;
}

/** The extension's public face, activated. */
export function api(): Promise<TriMixApi> {
  return Promise.resolve(extension().activate());
}

/** Waits until a condition holds; the test's own time limit ends a vain wait. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}

/** Waits until the server is up and at rest. */
export async function untilServerRests(): Promise<void> {
  const { life } = await api();
  await until(() => {
    const now = life();
    return now.kind === 'up' && (now.status.kind === 'idle' || now.status.kind === 'ready');
  });
}

/** Opens a new document with this text, the cursor at its end. */
export async function openText(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const end = document.positionAt(content.length);
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

/** Types as a keyboard does. */
export async function type(text: string): Promise<void> {
  await vscode.commands.executeCommand('type', { text });
}

/** The open previews of translations. */
export function previewTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('trimix.preview'),
    );
}

/**
 * Leaves the window as it was; what a test wrote (untitled documents, see openText) is thrown away, for which VS Code
 * would ask. VS Code's own settings are a changed document too, for the moment in which it writes them: not ours.
 */
export async function closeEverything(): Promise<void> {
  await vscode.window.tabGroups.close(previewTabs());
  for (const document of vscode.workspace.textDocuments.filter(
    ({ isDirty, isUntitled }) => isDirty && isUntitled,
  )) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
