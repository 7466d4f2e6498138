import { parentPort } from 'node:worker_threads';
import { runWeightJob, type WeightJob, type WeightJobResult } from '../weights/weightJob.ts';

/** Entry of a thread that computes what is stored of the weights: a job comes in, its result goes out. */
if (parentPort === null) throw new Error('weightThread runs as a worker thread of a conversion only');

const port = parentPort;
port.on('message', (job: WeightJob) => {
  const result = runWeightJob(job);
  port.postMessage(result, buffersOf(result));
});

/** What is given away with a result instead of being copied. */
function buffersOf(result: WeightJobResult): ArrayBuffer[] {
  switch (result.kind) {
    case 'blocks':
      return [result.quants.buffer, result.scales.buffer];
    case 'transposed':
      return [result.values.buffer];
    case 'not-finite':
      return [];
  }
}
