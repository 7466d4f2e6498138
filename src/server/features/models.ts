import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { CancellationToken, ServerCapabilities } from 'vscode-languageserver/node';
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { z } from 'zod';
import { isCancellation } from '../../engine/errors.ts';
import {
  defaultEndpoint,
  discardTrio,
  openTrio,
  readCatalogue,
  removeTrio,
  trioFolder,
} from '../../models/index.ts';
import type { InstallOffer } from '../../protocol/engineTypes.ts';
import type { ModelsOverview, ModelsRequests } from '../../protocol/models.ts';
import type { ServerSettings } from '../../protocol/settings.ts';
import type { EngineHost } from '../engine/engineHost.ts';
import type { JobQueue } from '../jobs/jobQueue.ts';
import { describeError, type Log } from '../log.ts';
import { MachineFacts } from '../models/machine.ts';
import type { ModelsHost } from '../models/modelsHost.ts';
import type { ModelsPlaces } from '../models/modelsRpc.ts';
import { modelsOverview } from '../models/overview.ts';
import { requestSchemas, type CheckedParams } from '../models/requestSchemas.ts';
import type { StoreContents } from '../models/storeContents.ts';
import type { TrioSelection } from '../models/trioSelection.ts';
import { withCancellation } from '../rpc/abort.ts';
import { toResponseError } from '../rpc/errors.ts';
import type { TriMixConnection } from '../rpc/trimixConnection.ts';
import type { Feature } from './feature.ts';

interface Parts {
  readonly connection: TriMixConnection;
  readonly models: ModelsHost;
  readonly engine: EngineHost;
  readonly queue: JobQueue;
  readonly contents: StoreContents;
  readonly selection: TrioSelection;
  readonly settings: () => ServerSettings;
  /** The store's folder at the moment. */
  readonly store: () => string;
  /** The program's own folder of models. */
  readonly modelsFolder: string;
  readonly log: Log;
}

/** Trios on disk: what there is, what can be had, installing, importing, verifying and removing. */
export class ModelsFeature implements Feature {
  readonly #parts: Parts;
  readonly #machine = new MachineFacts();
  /** The installations that run or wait. */
  readonly #running = new Set<InstallOffer>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  initialize(): Partial<ServerCapabilities> {
    this.#parts.connection.onRequest('trimix/models/overview', () => this.#answer(() => this.#overview()));
    this.#serve('trimix/models/offer', requestSchemas.offer, (params, signal) =>
      this.#parts.models.request('offer', { ...this.#places(), ...params }, signal),
    );
    this.#serve('trimix/models/install', requestSchemas.install, (params, signal) =>
      this.#changing(() => this.#install(params, signal)),
    );
    this.#serve('trimix/models/import', requestSchemas.import, (params, signal) =>
      this.#changing(() =>
        this.#parts.models.request('import', { store: this.#parts.store(), ...params }, signal),
      ),
    );
    this.#serve('trimix/models/verify', requestSchemas.verify, (params, signal) =>
      this.#parts.models.request('verify', params, signal),
    );
    this.#serve('trimix/models/remove', requestSchemas.remove, (params, signal) =>
      this.#changing(() => this.#remove(params, signal)),
    );
    this.#serve('trimix/models/discard', requestSchemas.discard, (params, signal) =>
      this.#changing(async () => {
        await discardTrio({ store: this.#parts.store(), ...params, signal });
        return null;
      }),
    );
    return {};
  }

  async shutdown(): Promise<void> {
    await this.#parts.models.dispose();
  }

  #serve<Method extends keyof ModelsRequests>(
    method: Method,
    schema: z.ZodType<ModelsRequests[Method]['params']>,
    handler: (
      params: ModelsRequests[Method]['params'],
      signal: AbortSignal,
    ) => Promise<ModelsRequests[Method]['result']>,
  ): void {
    this.#parts.connection.onRequest(method, (received: unknown, token: CancellationToken) => {
      const parsed = schema.safeParse(received);
      if (!parsed.success) throw new ResponseError(ErrorCodes.InvalidParams, z.prettifyError(parsed.error));
      return this.#answer(() => withCancellation(token, (signal) => handler(parsed.data, signal)));
    });
  }

  async #answer<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!isCancellation(error)) this.#parts.log.error(describeError(error));
      throw toResponseError(error);
    }
  }

  async #overview(): Promise<ModelsOverview> {
    const { contents, modelsFolder, settings, store } = this.#parts;
    const [catalogue, demo, listing, freeDiskBytes, machine] = await Promise.all([
      readCatalogue(modelsFolder),
      openTrio(join(modelsFolder, 'demo')),
      contents.everything(),
      freeBytes(store()),
      this.#machine.current(settings()),
    ]);
    return modelsOverview({
      store: store(),
      machine,
      freeDiskBytes,
      demo,
      listing: { ...listing, unfinished: listing.unfinished.filter((work) => !this.#runs(work)) },
      catalogue,
      settings: settings(),
      endpoint: settings().hubEndpoint ?? defaultEndpoint,
    });
  }

  /** What is on its way is not unfinished in the sense that somebody should go on with it. */
  #runs({ trio, precision }: Pick<InstallOffer, 'trio' | 'precision'>): boolean {
    return [...this.#running].some((offer) => offer.trio === trio && offer.precision === precision);
  }

  /** Whatever becomes of the work, the store may hold something else afterwards: unfinished files at least. */
  async #changing<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } finally {
      // What went wrong with the work is what the user should hear of.
      await this.#parts.contents.accept().catch((error: unknown) => {
        this.#parts.log.error(describeError(error));
      });
      this.#parts.connection.notify('trimix/models/didChange', null);
    }
  }

  async #install(
    params: CheckedParams<'install'>,
    signal: AbortSignal,
  ): Promise<ModelsRequests['trimix/models/install']['result']> {
    this.#running.add(params.offer);
    try {
      return await this.#parts.models.request('install', { ...this.#places(), ...params }, signal);
    } finally {
      this.#running.delete(params.offer);
    }
  }

  async #remove({ name, language }: CheckedParams<'remove'>, signal: AbortSignal): Promise<null> {
    const { selection, store } = this.#parts;
    await selection.without(name, async () => {
      const directory = trioFolder(store(), name);
      if (directory !== null) await this.#unload(directory);
      await removeTrio({ store: store(), name, language: language ?? undefined, signal });
    });
    return null;
  }

  /** Frees a trio's files, which some systems do not let go of while they are in use. */
  async #unload(directory: string): Promise<void> {
    const { engine, queue } = this.#parts;
    while (engine.directory === directory) {
      try {
        await queue.run('unload', () => engine.unload());
      } catch (error) {
        // Something else came in between, and may have loaded it again.
        if (!isCancellation(error)) throw error;
      }
    }
  }

  #places(): ModelsPlaces {
    const { modelsFolder, settings, store } = this.#parts;
    return { modelsFolder, store: store(), endpoint: settings().hubEndpoint };
  }
}

/** Free bytes on the disk of a folder, which is made where it is missing. */
async function freeBytes(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
