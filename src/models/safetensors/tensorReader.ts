import { damaged, type TensorInfo } from './header.ts';
import type { RawFloats } from './floats.ts';
import type { SafetensorsFile } from './safetensorsFile.ts';

/** Tensors that can be read, whichever files they lie in. */
export interface TensorReader {
  /** The checkpoint's folder, for messages. */
  readonly directory: string;
  /**
   * Where a tensor lies, checked to have the shape that the configuration promises.
   *
   * @throws TriMixError `model-file-damaged` when it is missing or has another shape
   */
  tensor(name: string, shape: readonly number[]): TensorInfo;
  /** Reads elements of a tensor as {@link SafetensorsFile.readRaw} does. */
  readRaw(name: string, first: number, count: number): Promise<RawFloats>;
  /** Reads elements of a tensor as {@link SafetensorsFile.readFloats} does. */
  readFloats(name: string, first: number, count: number): Promise<Float32Array<ArrayBuffer>>;
}

/**
 * A tensor of a file, checked to have the shape that the configuration promises.
 *
 * @throws TriMixError `model-file-damaged` when it is missing or has another shape
 */
export function checkedTensor(file: SafetensorsFile, name: string, shape: readonly number[]): TensorInfo {
  const tensor = file.tensors.get(name);
  if (tensor === undefined) throw damaged(file.path, `the tensor ${name} is missing`);
  if (tensor.shape.join() === shape.join()) return tensor;
  const [found, expected] = [tensor.shape, shape].map((lengths) => `[${lengths.join(', ')}]`);
  throw damaged(
    file.path,
    `the tensor ${name} has the shape ${found ?? ''}; config.json says ${expected ?? ''}`,
  );
}
