import * as vscode from 'vscode';
import type { Choice } from '../choices.ts';

/** Lets the user choose one; undefined when nothing was chosen. The detail is searched, too. */
export async function ask<Value>(
  title: string,
  placeHolder: string,
  choices: readonly Choice<Value>[],
): Promise<Value | undefined> {
  const chosen = await vscode.window.showQuickPick([...choices], {
    title,
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen?.value;
}
