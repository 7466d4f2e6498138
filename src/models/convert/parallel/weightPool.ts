import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { TriMixError } from '../../../engine/errors.ts';
import { runWeightJob, type WeightJob, type WeightJobResult } from '../weights/weightJob.ts';

/** Who computes what is stored of the weights. */
export interface WeightPool {
  /** How many jobs may be under way at once. */
  readonly capacity: number;
  /**
   * Does a job; its rows are given away.
   *
   * @throws TriMixError `conversion-thread-ended`
   */
  run(job: WeightJob): Promise<WeightJobResult>;
  close(): Promise<void>;
}

/** More threads would wait for the disk, and hold more slabs in memory. */
const mostThreads = 8;

/** A model with fewer weights is done before the threads have started. */
const fewWeights = 2 ** 24;

/** How many threads are worth their while for so many weights; 0 for none but the calling one. */
export function usefulThreads(weights: number): number {
  const parallelism = Math.min(availableParallelism(), mostThreads);
  return weights < fewWeights || parallelism === 1 ? 0 : parallelism;
}

/**
 * A pool of so many threads, or one that computes in the calling thread for 0. Close it after use.
 *
 * @param file the threads' entry; left out, that of this program
 */
export function openWeightPool(threads: number, file: URL = threadFile()): WeightPool {
  return threads === 0 ? callingThread : new ThreadPool(threads, file);
}

const callingThread: WeightPool = {
  capacity: 1,
  run: (job) => Promise.resolve().then(() => runWeightJob(job)),
  close: () => Promise.resolve(),
};

/** Beside this file in the sources, beside the bundle in what is built. */
function threadFile(): URL {
  return new URL(
    import.meta.url.endsWith('.ts') ? './weightThread.ts' : './weightThread.cjs',
    import.meta.url,
  );
}

interface Waiting {
  readonly job: WeightJob;
  readonly resolve: (result: WeightJobResult) => void;
  readonly reject: (reason: Error) => void;
}

/** Hands jobs to threads that have nothing to do; a thread has one at a time. */
class ThreadPool implements WeightPool {
  readonly capacity: number;
  readonly #threads: readonly Worker[];
  readonly #idle: Worker[];
  readonly #waiting: Waiting[] = [];
  readonly #working = new Map<Worker, Waiting>();
  #failure: TriMixError | null = null;
  #isClosed = false;

  constructor(count: number, file: URL) {
    // One more than threads: its rows are read while the others are computed.
    this.capacity = count + 1;
    this.#threads = Array.from({ length: count }, () => this.#start(file));
    this.#idle = [...this.#threads];
  }

  run(job: WeightJob): Promise<WeightJobResult> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) {
        reject(this.#failure);
        return;
      }
      this.#waiting.push({ job, resolve, reject });
      this.#handOut();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #start(file: URL): Worker {
    // Options of this process, such as those of a debugger, are not for its threads.
    const thread = new Worker(file, { execArgv: [], name: 'trimix-weights' });
    thread.on('message', (result: WeightJobResult) => {
      const waiting = this.#working.get(thread);
      this.#working.delete(thread);
      this.#idle.push(thread);
      this.#handOut();
      waiting?.resolve(result);
    });
    thread.on('error', (error) => this.#fail(error instanceof Error ? error.message : String(error), error));
    thread.on('exit', (code) => this.#fail(`it ended with the code ${code}`));
    return thread;
  }

  #handOut(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const [thread, waiting] = [this.#idle.pop()!, this.#waiting.shift()!];
      this.#working.set(thread, waiting);
      thread.postMessage(waiting.job, [waiting.job.rows.bytes.buffer]);
    }
  }

  /** One thread that ended is the end of all: a conversion without it would miss a piece. */
  #fail(reason: string, cause?: unknown): void {
    if (this.#isClosed) return;
    this.#failure ??= new TriMixError('conversion-thread-ended', { reason }, cause);
    for (const { reject } of [...this.#working.values(), ...this.#waiting.splice(0)]) reject(this.#failure);
    this.#working.clear();
  }
}
