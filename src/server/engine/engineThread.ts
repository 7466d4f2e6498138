import type { Worker } from 'node:worker_threads';
import { TriMixError } from '../../engine/errors.ts';
import { WorkerThread } from '../threads/workerThread.ts';
import type { EngineCommands, EngineNotifications, EngineRequests } from './engineRpc.ts';

/** Longer than a chunk of a prompt takes on any model that is bearable to use; editors wait about as long. */
const stopTimeoutMs = 2_000;

/** One life of the engine's thread: requests fail with 'engine-stopped' when it ends. */
export class EngineThread extends WorkerThread<EngineRequests, EngineNotifications> {
  constructor(worker: Worker) {
    super(worker, (reason) => new TriMixError('engine-stopped', { reason }));
  }

  /**
   * Ends the thread between two model runs: a thread that is ended from outside while native code runs in it takes
   * the whole process down with an abort.
   */
  async stop(): Promise<void> {
    this.#sendStop();
    const timeout = new Promise<false>((resolve) => setTimeout(resolve, stopTimeoutMs, false).unref());
    if ((await Promise.race([this.ended, timeout])) === false) await this.worker.terminate();
  }

  /** The same where no event loop turns any more: blocks this thread until the other has ended its run. */
  stopBlocking(): void {
    const ended = this.#sendStop();
    Atomics.wait(new Int32Array(ended), 0, 0, stopTimeoutMs);
  }

  #sendStop(): SharedArrayBuffer {
    const ended = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const stop: EngineCommands['stop'] = { ended };
    if (!this.isOver) this.connection.sendNotification('stop', stop).catch(() => undefined);
    return ended;
  }
}
