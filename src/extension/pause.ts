import * as vscode from 'vscode';
import { setContext } from './setContext.ts';

/** Whether completions are paused in this window; forgotten with the window. */
export class Pause implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<boolean>();
  #paused = false;

  readonly onDidChange = this.#changed.event;

  get paused(): boolean {
    return this.#paused;
  }

  async set(paused: boolean): Promise<void> {
    this.#paused = paused;
    this.#changed.fire(paused);
    await setContext('paused', paused);
    // Ghost text that is on the screen goes away with the pause.
    if (paused) await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
