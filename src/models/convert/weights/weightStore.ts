import type { ExternalRange } from '../../onnx/externalData.ts';
import type { WeightMatrix, WeightReader } from './weightReader.ts';

/** A tensor of the checkpoint, with the shape that config.json promises. */
export interface TensorPart {
  readonly tensor: string;
  readonly shape: readonly number[];
}

/** Makes the bytes of one stored tensor, piece by piece; asked only when they are really to be written. */
export type Pieces = (reader: WeightReader) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Where the weights of a graph are kept. */
export interface WeightStore {
  /**
   * Stores what is made from some tensors, as one unit: all of it or nothing.
   *
   * @param tensors what is read, and by nobody else
   * @param pieces one for each stored tensor, row-major and little-endian, consumed one after the other
   * @returns where the bytes of each lie
   */
  put(tensors: readonly TensorPart[], pieces: readonly Pieces[]): Promise<readonly ExternalRange[]>;
}

/** The tensors that a matrix is made of. */
export function matrixTensors({ columns, parts }: WeightMatrix): readonly TensorPart[] {
  return parts.map(({ tensor, rows }) => ({ tensor, shape: [rows, columns] }));
}

/** How many weights some tensors have together. */
export function countWeights(tensors: readonly TensorPart[]): number {
  return tensors.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
}
