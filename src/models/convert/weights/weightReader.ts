import { throwIfAborted, TriMixError } from '../../../engine/errors.ts';
import type { Checkpoint } from '../../safetensors/checkpoint.ts';
import { largestHalf } from '../../numeric/half.ts';
import type { Precision } from '../precision.ts';

/** A matrix [rows, columns] that a checkpoint holds in one or several tensors, one below the other. */
export interface WeightMatrix {
  readonly columns: number;
  readonly parts: readonly { readonly tensor: string; readonly rows: number }[];
}

/** Rows of a matrix, however many tensors they come from. */
export function rowsOf(matrix: WeightMatrix): number {
  return matrix.parts.reduce((sum, part) => sum + part.rows, 0);
}

/** Elements read at a time: large enough for the disk, small beside any model. */
const slabElements = 2 ** 21;

export interface WeightReaderOptions {
  readonly precision: Precision;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of the checkpoint that were read, each counted once. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** Reads weights in slabs of whole rows, and refuses those that are not finite numbers. */
export class WeightReader {
  readonly #checkpoint: Checkpoint;
  readonly #options: WeightReaderOptions;

  constructor(checkpoint: Checkpoint, options: WeightReaderOptions) {
    this.#checkpoint = checkpoint;
    this.#options = options;
  }

  /**
   * Yields the rows from top to bottom, some at a time, in row-major order.
   *
   * @param isRepeat true when these rows were read before, so that progress does not count them twice
   * @throws TriMixError `model-file-damaged`, `checkpoint-weights-not-finite`, `cancelled`
   */
  async *slabs(matrix: WeightMatrix, isRepeat = false): AsyncGenerator<Float32Array> {
    const { columns } = matrix;
    const rowsPerSlab = Math.max(1, Math.floor(slabElements / columns));
    for (const { tensor, rows } of matrix.parts) {
      const { bytes } = this.#checkpoint.tensor(tensor, [rows, columns]);
      for (let row = 0; row < rows; row += rowsPerSlab) {
        const count = Math.min(rowsPerSlab, rows - row);
        yield await this.#read(tensor, row * columns, count * columns);
        if (!isRepeat) this.#options.onBytes?.((bytes / rows) * count);
      }
    }
  }

  /** Reads vectors whole and joins them end to end. */
  async vector(parts: readonly { readonly tensor: string; readonly length: number }[]): Promise<Float32Array> {
    const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let end = 0;
    for (const { tensor, length } of parts) {
      const { bytes } = this.#checkpoint.tensor(tensor, [length]);
      joined.set(await this.#read(tensor, 0, length), end);
      end += length;
      this.#options.onBytes?.(bytes);
    }
    return joined;
  }

  async #read(tensor: string, first: number, count: number): Promise<Float32Array> {
    throwIfAborted(this.#options.signal);
    const values = await this.#checkpoint.readFloats(tensor, first, count);
    const { precision } = this.#options;
    const largest = precision === 'fp16' ? largestHalf : Number.MAX_VALUE;
    for (const value of values) {
      // Written so that NaN fails as well.
      if (!(Math.abs(value) <= largest)) {
        const { directory } = this.#checkpoint;
        throw new TriMixError('checkpoint-weights-not-finite', { tensor, directory, precision });
      }
    }
    return values;
  }
}

/**
 * Yields the rows of the transposed matrix [columns, rows], some at a time. The matrix is read once for
 * each piece, so that no more than a fixed part of it is ever in memory.
 */
export async function* transposedSlabs(reader: WeightReader, matrix: WeightMatrix): AsyncGenerator<Float32Array> {
  const { columns } = matrix;
  const rows = rowsOf(matrix);
  const width = Math.max(1, Math.floor(transposedElements / rows));
  for (let first = 0; first < columns; first += width) {
    const count = Math.min(width, columns - first);
    const piece = new Float32Array(count * rows);
    let row = 0;
    for await (const slab of reader.slabs(matrix, first > 0)) {
      for (let start = 0; start < slab.length; start += columns, row++) {
        for (let column = 0; column < count; column++) {
          piece[column * rows + row] = slab[start + first + column]!;
        }
      }
    }
    yield piece;
  }
}

/** Elements of a transposed piece: 256 MiB in single precision, so that most matrices are read only once. */
const transposedElements = 2 ** 26;
