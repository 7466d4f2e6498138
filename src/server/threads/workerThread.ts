import type { Worker } from 'node:worker_threads';
import type { MessageConnection } from 'vscode-languageserver/node';
import {
  CancellationTokenSource,
  createMessageConnection,
  PortMessageReader,
  PortMessageWriter,
} from 'vscode-languageserver/node';
import { throwIfAborted, type TriMixError } from '../../engine/errors.ts';
import { fromWire } from './wireErrors.ts';

/** What a thread can be asked for: a method with the types of its parameters and its result. */
export type RequestTypes<Requests> = {
  readonly [Method in keyof Requests]: { readonly params: unknown; readonly result: unknown };
};

/** One life of a worker thread, seen from the LSP thread. */
export class WorkerThread<Requests extends RequestTypes<Requests>, Notifications> {
  protected readonly worker: Worker;
  protected readonly connection: MessageConnection;
  readonly #stopped: (reason: string) => TriMixError;
  /** Resolves with the reason, in words, when the thread is over, whoever ended it. */
  readonly ended: Promise<string>;
  #endReason: string | null = null;

  /** @param stopped the error of requests that the thread ended before it answered */
  constructor(worker: Worker, stopped: (reason: string) => TriMixError) {
    this.worker = worker;
    this.#stopped = stopped;
    this.connection = createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
    this.ended = new Promise((resolve) => {
      let uncaught: string | null = null;
      worker.once('error', (error) => {
        uncaught = error instanceof Error ? error.message : String(error);
      });
      worker.once('exit', (code) => {
        this.#endReason = uncaught ?? `exit code ${code}`;
        // Rejects whatever still waits for an answer.
        this.connection.dispose();
        resolve(this.#endReason);
      });
    });
    // The thread's end is what counts; the transport's own errors say nothing more.
    this.connection.onError(() => undefined);
    this.connection.listen();
  }

  /** Whether the thread has ended. */
  get isOver(): boolean {
    return this.#endReason !== null;
  }

  onNotification<Method extends keyof Notifications & string>(
    method: Method,
    handler: (params: Notifications[Method]) => void,
  ): void {
    this.connection.onNotification(method, (params: Notifications[Method]) => {
      handler(params);
    });
  }

  /**
   * @throws TriMixError of the thread's work; the constructor's `stopped` when the thread ends before it answers;
   *   'superseded' or 'cancelled' by the signal's reason. Any other error is a fault of ours.
   */
  async request<Method extends keyof Requests & string>(
    method: Method,
    params: Requests[Method]['params'],
    signal?: AbortSignal,
  ): Promise<Requests[Method]['result']> {
    throwIfAborted(signal);
    const cancellation = new CancellationTokenSource();
    const cancel = (): void => cancellation.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await this.connection.sendRequest<Requests[Method]['result']>(
        method,
        params,
        cancellation.token,
      );
    } catch (error) {
      if (this.#endReason !== null) throw this.#stopped(this.#endReason);
      // The thread only knows that it was stopped; the signal knows why.
      throwIfAborted(signal);
      throw fromWire(error) ?? error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
  }
}
