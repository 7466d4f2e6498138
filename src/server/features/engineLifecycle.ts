import type { ServerCapabilities } from 'vscode-languageserver/node';
import { isCancellation } from '../../engine/errors.ts';
import type { ServerSettings } from '../../protocol/settings.ts';
import type { EngineHost } from '../engine/engineHost.ts';
import type { Generations } from '../engine/generations.ts';
import { IdleTimer } from '../jobs/idleTimer.ts';
import type { JobQueue } from '../jobs/jobQueue.ts';
import type { Log } from '../log.ts';
import { toResponseError } from '../rpc/errors.ts';
import type { TriMixConnection } from '../rpc/trimixConnection.ts';
import type { Feature } from './feature.ts';
import type { SettingsFeature } from './settings.ts';

interface Parts {
  readonly connection: TriMixConnection;
  readonly host: EngineHost;
  readonly generations: Generations;
  readonly queue: JobQueue;
  readonly settings: SettingsFeature;
  readonly log: Log;
}

/**
 * Loads other models when the settings ask for them, unloads them when nobody uses them or the user wants the memory,
 * ends the engine at the end.
 */
export class EngineLifecycleFeature implements Feature {
  readonly #parts: Parts;
  readonly #idle: IdleTimer;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#idle = new IdleTimer(() => this.#unload());
  }

  initialize(): Partial<ServerCapabilities> {
    const { connection, settings, queue } = this.#parts;
    settings.onChange((changed) => this.#settingsChanged(changed));
    queue.onSettled(() => this.#idle.restart(settings.current.unloadAfterMinutes));
    connection.onRequest('trimix/models/unload', () => this.#unloadNow());
    return {};
  }

  async shutdown(): Promise<void> {
    this.#idle.stop();
    await this.#parts.host.dispose();
  }

  #settingsChanged({ unloadAfterMinutes }: ServerSettings): void {
    const { host, generations } = this.#parts;
    this.#idle.restart(unloadAfterMinutes);
    const { wanted } = host;
    // Whatever failed may be cured by the change, even where it names the same trio.
    host.retry();
    // Loading the trio that is loaded already does nothing.
    if (wanted) this.#maintain((signal) => generations.prepare(signal));
  }

  #unload(): void {
    const { host, queue } = this.#parts;
    // A job that outlasts the time is no idleness; its end starts the clock anew.
    if (!queue.busy && host.wanted) this.#maintain(() => host.unload());
  }

  /** Ends what runs, also a load under way, and frees the models. */
  async #unloadNow(): Promise<null> {
    const { host, queue } = this.#parts;
    try {
      await queue.run('unload', () => host.unload());
      return null;
    } catch (error) {
      throw toResponseError(error);
    }
  }

  #maintain(work: (signal: AbortSignal) => Promise<unknown>): void {
    this.#parts.queue.run('maintenance', work).catch((error: unknown) => {
      // Failed loads are logged where they fail.
      if (!isCancellation(error)) this.#parts.log.info('The models are not in memory.');
    });
  }
}
