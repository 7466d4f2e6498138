import * as vscode from 'vscode';
import { DisposableList } from '../disposables.ts';
import { readConfiguration, type Configuration } from './configuration.ts';

/** What changed in the settings. */
export interface SettingsChange {
  readonly before: Configuration;
  readonly after: Configuration;
}

/** The user's settings, always valid and up to date. */
export class SettingsStore implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<SettingsChange>());
  #current: Configuration;

  readonly onDidChange = this.#changed.event;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#current = this.#read();
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('trimix')) return;
        const before = this.#current;
        this.#current = this.#read();
        this.#changed.fire({ before, after: this.#current });
      }),
    );
  }

  get current(): Configuration {
    return this.#current;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #read(): Configuration {
    const section = vscode.workspace.getConfiguration('trimix');
    const { configuration, problems } = readConfiguration((name) => section.get<unknown>(name));
    for (const problem of problems) this.#log.warn(problem);
    return configuration;
  }
}
