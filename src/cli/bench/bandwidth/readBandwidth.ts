import { once } from 'node:events';
import { availableParallelism, freemem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { throwIfAborted } from '../../../engine/index.ts';

/** What a reading thread is told. */
export interface ReadJob {
  /** Memory that it reads in a pass. */
  readonly bytes: number;
}

/** When a pass began and ended, in milliseconds of the system's clock. */
export interface ReadPass {
  readonly from: number;
  readonly to: number;
}

/** Far larger than the caches of processors, for one thread. */
const usualBytes = 2 ** 28;

/** A machine with little memory is not filled up: a quarter of what is free, of all threads together. */
const shareOfFree = 0.25;

/**
 * The fastest rate at which this machine's cores, reading all at once, were seen to read memory that is in no cache.
 *
 * @param passes 1 or more
 * @returns bytes per millisecond
 */
export async function readBandwidth(passes: number, signal: AbortSignal): Promise<number> {
  const threads = availableParallelism();
  const bytes = Math.floor(Math.min(usualBytes, (freemem() * shareOfFree) / threads));
  const workers = Array.from({ length: threads }, () => {
    return new Worker(threadFile(), { workerData: { bytes } satisfies ReadJob });
  });
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    let best = 0;
    for (let pass = 0; pass < passes; pass++) {
      throwIfAborted(signal);
      const done = await Promise.all(
        workers.map(async (worker) => {
          const message = once(worker, 'message');
          worker.postMessage('read');
          const [read] = (await message) as [ReadPass];
          return read;
        }),
      );
      const ms = Math.max(...done.map(({ to }) => to)) - Math.min(...done.map(({ from }) => from));
      best = Math.max(best, (threads * bytes) / ms);
    }
    return best;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Beside this file in the sources, beside the bundle in what is built. */
function threadFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './readThread.ts' : './readThread.cjs', import.meta.url);
}
