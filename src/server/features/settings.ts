import type { InitializeParams, ServerCapabilities } from 'vscode-languageserver/node';
import type { ServerSettings } from '../../protocol/settings.ts';
import type { Log } from '../log.ts';
import type { TriMixConnection } from '../rpc/trimixConnection.ts';
import { defaultSettings, parseSettings } from '../settings/serverSettings.ts';
import type { Feature } from './feature.ts';

/** Holds the settings: from the initialization options, then from each `trimix/didChangeSettings`. */
export class SettingsFeature implements Feature {
  readonly #connection: TriMixConnection;
  readonly #log: Log;
  readonly #listeners: ((settings: ServerSettings) => void)[] = [];
  #current = defaultSettings;

  constructor(connection: TriMixConnection, log: Log) {
    this.#connection = connection;
    this.#log = log;
  }

  get current(): ServerSettings {
    return this.#current;
  }

  onChange(listener: (settings: ServerSettings) => void): void {
    this.#listeners.push(listener);
  }

  initialize({ initializationOptions }: InitializeParams): Partial<ServerCapabilities> {
    this.#accept(initializationOptions);
    this.#connection.onNotification('trimix/didChangeSettings', (settings) => {
      this.#accept(settings);
      for (const listener of this.#listeners) listener(this.#current);
    });
    return {};
  }

  #accept(input: unknown): void {
    const { settings, problems } = parseSettings(input);
    for (const problem of problems) this.#log.warn(problem);
    this.#current = settings;
  }
}
