// A thread that reads memory as fast as it can: an entry of its own, beside the bundle of the command line.
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadJob, ReadPass } from './readBandwidth.ts';

const { bytes } = workerData as ReadJob;
/** Written to: pages that never were are all the same page of zeros. */
const memory = Buffer.alloc(bytes, 1);
const absent = 2;

parentPort!.on('message', () => {
  const from = performance.timeOrigin + performance.now();
  // Looking for a byte that is not there is the C library's memchr: it reads everything, in the widest loads there are.
  if (memory.includes(absent)) throw new Error('Memory does not hold what was written.');
  const to = performance.timeOrigin + performance.now();
  parentPort!.postMessage({ from, to } satisfies ReadPass);
});
parentPort!.postMessage('ready');
