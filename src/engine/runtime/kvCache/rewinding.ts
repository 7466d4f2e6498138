import type { Tensor } from 'onnxruntime-node';

/** What becomes of the buffers of a cache when the sequence is made shorter. */
export interface RewindingStrategy {
  /**
   * The tensor to feed for a cache of `length` positions, from one that the graph gave for as many or more. It may take
   * over the memory of that one, which is then used up.
   */
  fit(tensor: Tensor, length: number): Tensor;
  /** The same for another cache; the tensor stays what it is, whatever becomes of the copy. */
  copy(tensor: Tensor, length: number): Tensor;
  /** Whether a buffer of `positions` may have come out of a run after which the sequence has `length`. */
  isBufferFor(positions: number, length: number): boolean;
}
