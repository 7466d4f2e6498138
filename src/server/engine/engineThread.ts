import type { Worker } from 'node:worker_threads';
import type { MessageConnection } from 'vscode-languageserver/node';
import {
  CancellationTokenSource,
  createMessageConnection,
  PortMessageReader,
  PortMessageWriter,
} from 'vscode-languageserver/node';
import { throwIfAborted, TriMixError } from '../../engine/errors.ts';
import { fromWire } from './engineErrors.ts';
import type { EngineCommands, EngineNotifications, EngineRequests } from './engineRpc.ts';

/** Longer than a chunk of a prompt takes on any model that is bearable to use; editors wait about as long. */
const stopTimeoutMs = 2_000;

/** One life of the engine's thread, seen from the LSP thread. */
export class EngineThread {
  readonly #worker: Worker;
  readonly #connection: MessageConnection;
  /** Resolves with the reason, in words, when the thread is over, whoever ended it. */
  readonly ended: Promise<string>;
  #endReason: string | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#connection = createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
    this.ended = new Promise((resolve) => {
      let uncaught: string | null = null;
      worker.once('error', (error) => {
        uncaught = error instanceof Error ? error.message : String(error);
      });
      worker.once('exit', (code) => {
        this.#endReason = uncaught ?? `exit code ${code}`;
        // Rejects whatever still waits for an answer.
        this.#connection.dispose();
        resolve(this.#endReason);
      });
    });
    // The thread's end is what counts; the transport's own errors say nothing more.
    this.#connection.onError(() => undefined);
    this.#connection.listen();
  }

  onNotification<M extends keyof EngineNotifications>(
    method: M,
    handler: (params: EngineNotifications[M]) => void,
  ): void {
    this.#connection.onNotification(method, (params: EngineNotifications[M]) => {
      handler(params);
    });
  }

  /**
   * @throws TriMixError of the engine; 'engine-stopped' when the thread ends before it answers; 'superseded' or
   *   'cancelled' by the signal's reason. Any other error is a fault in the engine.
   */
  async request<M extends keyof EngineRequests>(
    method: M,
    params: EngineRequests[M]['params'],
    signal?: AbortSignal,
  ): Promise<EngineRequests[M]['result']> {
    throwIfAborted(signal);
    const cancellation = new CancellationTokenSource();
    const cancel = (): void => cancellation.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await this.#connection.sendRequest<EngineRequests[M]['result']>(
        method,
        params,
        cancellation.token,
      );
    } catch (error) {
      if (this.#endReason !== null)
        throw new TriMixError('engine-stopped', { reason: this.#endReason }, error);
      // The engine only knows that it was stopped; the signal knows why.
      throwIfAborted(signal);
      throw fromWire(error) ?? error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
  }

  /**
   * Ends the thread between two model runs: a thread that is ended from outside while native code runs in it takes
   * the whole process down with an abort.
   */
  async stop(): Promise<void> {
    this.#sendStop();
    const timeout = new Promise<false>((resolve) => setTimeout(resolve, stopTimeoutMs, false).unref());
    if ((await Promise.race([this.ended, timeout])) === false) await this.#worker.terminate();
  }

  /** The same where no event loop turns any more: blocks this thread until the other has ended its run. */
  stopBlocking(): void {
    const ended = this.#sendStop();
    Atomics.wait(new Int32Array(ended), 0, 0, stopTimeoutMs);
  }

  #sendStop(): SharedArrayBuffer {
    const ended = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const stop: EngineCommands['stop'] = { ended };
    if (this.#endReason === null) this.#connection.sendNotification('stop', stop).catch(() => undefined);
    return ended;
  }
}
