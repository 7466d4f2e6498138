import { basename } from 'node:path';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { TriMixError } from '../../engine/errors.ts';
import { measureTrio, openTrio, type ProviderTests } from '../../engine/index.ts';
import {
  importTrio,
  installTrio,
  offerTrio,
  readCatalogue,
  verifyTrio,
  type CatalogueTrio,
} from '../../models/index.ts';
import type { InstallProgress } from '../../protocol/engineTypes.ts';
import type { ModelsPlaces, ModelsThreadNotifications, ModelsThreadRequests } from '../models/modelsRpc.ts';
import { errorReport } from '../rpc/errorReport.ts';
import { serveRequests } from '../threads/serveRequests.ts';
import { ProgressThrottle } from './progressThrottle.ts';

/** The long work on models, behind the RPC of its thread. */
export class ModelsService {
  readonly #connection: MessageConnection;
  readonly #providerTests: ProviderTests;

  /** @param providerTests how graphics providers are tried, and models measured on them */
  constructor(connection: MessageConnection, providerTests: ProviderTests) {
    this.#connection = connection;
    this.#providerTests = providerTests;
    serveRequests<ModelsThreadRequests>(connection, {
      offer: (params, signal) => offer(params, signal),
      install: (params, signal) => this.#install(params, signal),
      import: (params, signal) => this.#import(params, signal),
      verify: (params, signal) => this.#verify(params, signal),
    });
  }

  async #install(
    params: ModelsThreadRequests['install']['params'],
    signal: AbortSignal,
  ): Promise<ModelsThreadRequests['install']['result']> {
    const { store, offer: agreed, token, job } = params;
    const trio = await trioOf(params, agreed.trio);
    return await this.#reporting(job, async (onProgress) => {
      const options = { store, trio, offer: agreed, ...network(params, token), onProgress, signal };
      const { name, directory } = await installTrio(options);
      await this.#measure(name, directory, onProgress, signal);
      return { name, directory };
    });
  }

  /**
   * Somebody waits for an installation, and waits a minute more: the first load then knows where each model is faster.
   * The trio is there whatever comes of it, also when the measuring is broken off.
   */
  async #measure(
    name: string,
    directory: string,
    onProgress: (progress: InstallProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const budget = { executionProvider: 'auto', providerTests: this.#providerTests } as const;
    const report = (done: number, total: number): void => onProgress(measuringProgress(name, done, total));
    try {
      await measureTrio(await openTrio(directory, signal), budget, { signal, onProgress: report });
    } catch (error) {
      if (!(error instanceof TriMixError)) throw error;
    }
  }

  async #import(
    { store, directory: source, job }: ModelsThreadRequests['import']['params'],
    signal: AbortSignal,
  ): Promise<ModelsThreadRequests['import']['result']> {
    return await this.#reporting(job, async (onProgress) => {
      const { name, directory } = await importTrio({ store, directory: source, onProgress, signal });
      return { name, directory };
    });
  }

  async #verify(
    { directory, job }: ModelsThreadRequests['verify']['params'],
    signal: AbortSignal,
  ): Promise<ModelsThreadRequests['verify']['result']> {
    const findings = await this.#reporting(job, (onProgress) =>
      verifyTrio(directory, {
        onProgress: (done, total) => onProgress(readingProgress(basename(directory), done, total)),
        signal,
      }),
    );
    return {
      ok: findings.every(({ ok }) => ok),
      findings: findings.map(({ error, ...finding }) => ({
        ...finding,
        error: error === undefined ? null : errorReport(error),
      })),
    };
  }

  /** Sends the progress of a job, the last word before its answer. */
  async #reporting<Result>(
    job: string,
    work: (onProgress: (progress: InstallProgress) => void) => Promise<Result>,
  ): Promise<Result> {
    const throttle = new ProgressThrottle<InstallProgress>((progress) =>
      this.#notify('progress', { job, progress }),
    );
    try {
      return await work((progress) => throttle.report(progress));
    } finally {
      throttle.end();
    }
  }

  #notify<Method extends keyof ModelsThreadNotifications>(
    method: Method,
    params: ModelsThreadNotifications[Method],
  ): void {
    // The port between two threads of one process fails only when the thread ends, and then nobody listens.
    this.#connection.sendNotification(method, params).catch(() => undefined);
  }
}

async function offer(
  params: ModelsThreadRequests['offer']['params'],
  signal: AbortSignal,
): Promise<ModelsThreadRequests['offer']['result']> {
  const { store, trio, precision, token } = params;
  return await offerTrio({
    store,
    trio: await trioOf(params, trio),
    precision,
    ...network(params, token),
    signal,
  });
}

/** Reading files has no steps, and is over before its speed is of interest. */
function readingProgress(name: string, done: number, total: number): InstallProgress {
  return {
    stage: 'checking',
    repository: name,
    step: 1,
    steps: 1,
    done,
    total,
    bytesPerSecond: null,
    secondsLeft: null,
  };
}

/** Nobody knows beforehand how long a model takes. */
function measuringProgress(name: string, done: number, total: number): InstallProgress {
  return {
    stage: 'measuring',
    repository: name,
    step: done + 1,
    steps: total,
    done: 0,
    total: 0,
    bytesPerSecond: null,
    secondsLeft: null,
  };
}

function network({ endpoint }: Pick<ModelsPlaces, 'endpoint'>, token: string | null) {
  return { endpoint: endpoint ?? undefined, token: token ?? undefined };
}

async function trioOf(
  { modelsFolder }: Pick<ModelsPlaces, 'modelsFolder'>,
  id: string,
): Promise<CatalogueTrio> {
  const { trios } = await readCatalogue(modelsFolder);
  const trio = trios.find((candidate) => candidate.id === id);
  if (trio === undefined) throw new TriMixError('trio-not-in-catalogue', { name: id });
  return trio;
}
