import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Generation, ProviderTests, RunOptions, Trio } from '../../engine/index.ts';
import { assertNever, complete, loadTrio, translate } from '../../engine/index.ts';
import type {
  EngineCommands,
  EngineNotifications,
  EngineRequests,
  GenerationTask,
} from '../engine/engineRpc.ts';
import { serveRequests } from '../threads/serveRequests.ts';
import { collectGarbage } from './collectGarbage.ts';

/** The engine behind the RPC of its thread: holds the one loaded trio and serves one request at a time. */
export class EngineService {
  readonly #connection: MessageConnection;
  readonly #providerTests: ProviderTests;
  #trio: Trio | null = null;
  /** Settles when the request before is over. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #ending = new AbortController();

  /** @param providerTests how graphics providers are tried before they get near this process */
  constructor(connection: MessageConnection, providerTests: ProviderTests) {
    this.#connection = connection;
    this.#providerTests = providerTests;
    serveRequests<EngineRequests>(connection, {
      load: (options, signal) => this.#inTurn(() => this.#load(options, this.#orEnding(signal))),
      unload: () => this.#inTurn(() => this.#unload()),
      generate: (params, signal) => this.#inTurn(() => this.#generate(params, this.#orEnding(signal))),
    });
    this.#connection.onNotification('stop', (command: EngineCommands['stop']) => void this.#end(command));
  }

  #orEnding(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.#ending.signal]);
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return await turn;
  }

  /** A thread must not end while native code runs in it, on whatever thread that is: the run is ended first. */
  async #end({ ended }: EngineCommands['stop']): Promise<void> {
    this.#ending.abort();
    await this.#turn;
    try {
      // What native code holds would outlive the thread.
      await this.#trio?.dispose();
    } finally {
      // Whatever went wrong: the other side waits, perhaps with nothing else running there.
      const flag = new Int32Array(ended);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
      process.exit();
    }
  }

  async #load(
    options: EngineRequests['load']['params'],
    signal: AbortSignal,
  ): Promise<EngineRequests['load']['result']> {
    await this.#unload();
    this.#trio = await loadTrio(options.directory, {
      executionProvider: options.executionProvider,
      providerTests: this.#providerTests,
      ...(options.threads === null ? {} : { threads: options.threads }),
      ...(options.language === null ? {} : { language: options.language }),
      ...(options.gpuMemory === null ? {} : { gpuMemory: options.gpuMemory }),
      signal,
      onProgress: (done, total, source) => this.#notify('loadProgress', { done, total, source }),
    });
    return this.#trio.info;
  }

  async #unload(): Promise<null> {
    const trio = this.#trio;
    this.#trio = null;
    if (trio === null) return null;
    await trio.dispose();
    collectGarbage();
    return null;
  }

  async #generate(
    { id, task, trace }: EngineRequests['generate']['params'],
    signal: AbortSignal,
  ): Promise<EngineRequests['generate']['result']> {
    // The other thread loads before it generates, so this is a fault of ours and no state a user can be in.
    if (this.#trio === null) throw new Error('generate was asked for while no trio is loaded');
    const trio = this.#trio;
    const { info } = trio;
    try {
      const generation = await runTask(trio, task, {
        signal,
        trace,
        onText: (delta) => this.#notify('text', { id, delta }),
        onDecision: (decision) => this.#notify('decision', { id, decision }),
      });
      // Without its trace: the decisions have been sent one by one.
      const { text, tokens, stop, weights, weightOrigin, timings, speculation, detour } = generation;
      const said = detour === undefined ? {} : { detour };
      return { text, tokens, stop, weights, weightOrigin, timings, speculation, ...said };
    } finally {
      // However the generation ended: a small-cpt that it has put into use, or out of it, stays so.
      if (trio.info !== info) this.#notify('trioChanged', { info: trio.info });
    }
  }

  #notify<M extends keyof EngineNotifications>(method: M, params: EngineNotifications[M]): void {
    // The port between two threads of one process fails only when the thread ends, and then nobody listens.
    this.#connection.sendNotification(method, params).catch(() => undefined);
  }
}

function runTask(trio: Trio, task: GenerationTask, options: RunOptions): Promise<Generation> {
  switch (task.kind) {
    case 'completion':
      return complete(trio, task.request, options);
    case 'translation':
      return translate(trio, task.request, options);
    default:
      return assertNever(task);
  }
}
