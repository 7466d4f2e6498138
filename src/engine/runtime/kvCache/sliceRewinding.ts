import { Tensor } from 'onnxruntime-node';
import type { RewindingStrategy } from './rewinding.ts';

/** The graph attends to the whole of its buffers: they are cut to the sequence. */
export const sliceRewinding: RewindingStrategy = {
  fit: (tensor, length) => (tensor.dims[2] === length ? tensor : cut(tensor, dataOf(tensor), length)),
  copy: (tensor, length) => cut(tensor, dataOf(tensor).slice(), length),
  isBufferFor: (positions, length) => positions === length,
};

/** Halves come as Float16Array where Node has it and as Uint16Array elsewhere; the types know only the latter. */
function dataOf(tensor: Tensor): Float32Array | Uint16Array {
  return tensor.data as Float32Array | Uint16Array;
}

/**
 * The first positions of [1, heads, positions, size], moved together within `data`. Runs of one token cut a position off
 * each time (`evenRuns.ts`), and memory made anew for that was measured four to nine times slower.
 */
function cut({ dims, type }: Tensor, data: Float32Array | Uint16Array, length: number): Tensor {
  const [batch, heads, positions, size] = dims as readonly [number, number, number, number];
  for (let head = 1; head < heads; head++) {
    const from = head * positions * size;
    data.copyWithin(head * length * size, from, from + length * size);
  }
  const kept = data.subarray(0, heads * length * size);
  const keptDims = [batch, heads, length, size];
  return type === 'float16'
    ? new Tensor('float16', kept as Uint16Array, keptDims)
    : new Tensor('float32', kept as Float32Array, keptDims);
}
