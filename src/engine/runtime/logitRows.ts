import type { OnnxValue } from 'onnxruntime-node';
import { halfToFloat } from './half.ts';

/** Logits of consecutive positions, row after row. */
export interface LogitRows {
  /** `rows` × `width` values. */
  readonly data: Float32Array;
  readonly rows: number;
  readonly width: number;
}

/**
 * The last rows of the logits that a graph gave for `given` positions.
 *
 * @param value [1, n, width] float32 or float16 on the CPU
 * @returns `keep` rows, or the fewer that the graph gave
 * @throws Error when the value is no such tensor
 */
export function lastRows(value: OnnxValue | undefined, keep: number, width: number): LogitRows {
  const dims = value?.dims ?? [];
  const given = dims[1] ?? 0;
  if (value === undefined || dims.length !== 3 || dims[0] !== 1 || given < 1 || dims[2] !== width) {
    throw new Error(`the graph gave logits of shape [${dims.join(', ')}] instead of [1, …, ${width}]`);
  }
  const { data, type } = value;
  if (typeof data !== 'object' || !('buffer' in data) || data.length !== given * width) {
    throw new Error(`the graph gave ${type} logits that do not fill their shape [${dims.join(', ')}]`);
  }
  const rows = Math.min(keep, given);
  const first = (given - rows) * width;
  if (data instanceof Float32Array) {
    // What is all wanted need not be copied: the tensor is the caller's alone.
    return { data: first === 0 ? data : data.slice(first), rows, width };
  }
  if (type !== 'float16') throw new Error(`the graph gave logits of ${type} instead of float32 or float16`);
  // A Float16Array or a Uint16Array, as Node has it: the bits are the same.
  const bits = new Uint16Array(data.buffer, data.byteOffset, data.length);
  return { data: halfToFloat(bits.subarray(first)), rows, width };
}
