import * as vscode from 'vscode';

/** Sets a context key of the extension, which `when` clauses of the manifest read with `trimix.` before its name. */
export async function setContext(key: string, value: boolean | string): Promise<void> {
  await vscode.commands.executeCommand('setContext', `trimix.${key}`, value);
}
