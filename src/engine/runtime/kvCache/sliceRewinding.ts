import { Tensor } from 'onnxruntime-node';
import type { RewindingStrategy } from './rewinding.ts';

/** The graph attends to the whole of its buffers: they are cut to the sequence. */
export const sliceRewinding: RewindingStrategy = {
  fit: (tensor, length) => (tensor.dims[2] === length ? tensor : firstPositions(tensor, length)),
  isBufferFor: (positions, length) => positions === length,
};

/** The first positions of [1, heads, positions, size], on the CPU. */
function firstPositions(tensor: Tensor, length: number): Tensor {
  const [batch, heads, positions, size] = tensor.dims as readonly [number, number, number, number];
  // Halves come as Float16Array where Node has it and as Uint16Array elsewhere; the types know only the latter.
  const data = tensor.data as Float32Array | Uint16Array;
  const kept = data.slice(0, heads * length * size);
  for (let head = 1; head < heads; head++) {
    const from = head * positions * size;
    kept.set(data.subarray(from, from + length * size), head * length * size);
  }
  const dims = [batch, heads, length, size];
  return tensor.type === 'float16'
    ? new Tensor('float16', kept as Uint16Array, dims)
    : new Tensor('float32', kept as Float32Array, dims);
}
