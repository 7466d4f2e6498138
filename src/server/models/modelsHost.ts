import type { Worker } from 'node:worker_threads';
import { TriMixError } from '../../engine/errors.ts';
import { releaseLocksOfThread } from '../../models/index.ts';
import { describeError, type Log } from '../log.ts';
import { WorkerThread } from '../threads/workerThread.ts';
import type { ModelsThreadNotifications, ModelsThreadRequests } from './modelsRpc.ts';
import { Turns } from './turns.ts';

/** Time for an interrupted installation to leave its files in order, in milliseconds. */
const shutdownMs = 2_000;

interface Parts {
  readonly spawn: () => Worker;
  readonly onProgress: (progress: ModelsThreadNotifications['progress']) => void;
  /** The store's folder at the moment. */
  readonly store: () => string;
  readonly log: Log;
}

/** A thread with the worker that it runs in. */
interface Life {
  readonly worker: Worker;
  readonly thread: WorkerThread<ModelsThreadRequests, ModelsThreadNotifications>;
}

/**
 * Has the long work on models done in a thread of its own, which lives as long as there is some: installations and
 * imports one after the other, all else beside them. A thread that dies takes its requests with it and nothing more.
 */
export class ModelsHost {
  readonly #parts: Parts;
  readonly #turns = new Turns();
  readonly #shutdown = new AbortController();
  #life: Life | null = null;
  #pending = 0;
  /** Settles when what the last thread has left is tidied up. */
  #tidied: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * @throws TriMixError of the models' store and hub; 'models-stopped' when the thread ends before it answers;
   *   'cancelled'
   */
  async request<Method extends keyof ModelsThreadRequests>(
    method: Method,
    params: ModelsThreadRequests[Method]['params'],
    callerSignal: AbortSignal,
  ): Promise<ModelsThreadRequests[Method]['result']> {
    const signal = AbortSignal.any([callerSignal, this.#shutdown.signal]);
    const ask = (): Promise<ModelsThreadRequests[Method]['result']> => this.#ask(method, params, signal);
    return method === 'install' || method === 'import' ? await this.#turns.take(ask, signal) : await ask();
  }

  /** Stops all work, as a cancellation of each would, and ends the thread. */
  async dispose(): Promise<void> {
    this.#shutdown.abort();
    const life = this.#life;
    if (life === null) return;
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, shutdownMs).unref());
    await Promise.race([life.thread.ended, timeout]);
    this.#life = null;
    await life.worker.terminate();
  }

  async #ask<Method extends keyof ModelsThreadRequests>(
    method: Method,
    params: ModelsThreadRequests[Method]['params'],
    signal: AbortSignal,
  ): Promise<ModelsThreadRequests[Method]['result']> {
    this.#pending += 1;
    try {
      await this.#tidied;
      this.#life ??= this.#start();
      return await this.#life.thread.request(method, params, signal);
    } finally {
      this.#pending -= 1;
      // Downloads are rare: between them nothing is kept in memory for them.
      if (this.#pending === 0) await this.#end();
    }
  }

  #start(): Life {
    const worker = this.#parts.spawn();
    // A worker that has ended has no number any more.
    const { threadId } = worker;
    const thread: Life['thread'] = new WorkerThread(
      worker,
      (reason) => new TriMixError('models-stopped', { reason }),
    );
    const life = { worker, thread };
    thread.onNotification('progress', (progress) => this.#parts.onProgress(progress));
    void thread.ended.then((reason) => {
      if (this.#life !== life) return;
      this.#life = null;
      this.#parts.log.error(`The thread for models ended: ${reason}`);
      this.#tidied = this.#tidyUp(threadId);
    });
    return life;
  }

  /** The locks of a dead thread name this process, which lives: nobody would take them over. */
  async #tidyUp(threadId: number): Promise<void> {
    try {
      await releaseLocksOfThread(this.#parts.store(), threadId);
    } catch (error) {
      this.#parts.log.error(describeError(error));
    }
  }

  async #end(): Promise<void> {
    const life = this.#life;
    // One that ended by itself is seen to where its end is noticed.
    if (life === null || life.thread.isOver) return;
    this.#life = null;
    // Nothing runs in it any more.
    await life.worker.terminate();
  }
}
