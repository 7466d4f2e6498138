import type { Tensor } from 'onnxruntime-node';

/**
 * Makes a tensor of halves fit to be fed.
 *
 * Where Node has Float16Array (24 and newer), the library turns the data of every float16 tensor into one, and its
 * native half takes such an array for empty (microsoft/onnxruntime#32323): the same bits must be shown as a Uint16Array.
 */
export function feedable(tensor: Tensor): Tensor {
  if (tensor.type !== 'float16' || tensor.location !== 'cpu') return tensor;
  const { data } = tensor;
  if (typeof data !== 'object' || !('buffer' in data) || data instanceof Uint16Array) return tensor;
  const bits = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / Uint16Array.BYTES_PER_ELEMENT);
  return Object.defineProperty(tensor, 'data', { value: bits });
}
