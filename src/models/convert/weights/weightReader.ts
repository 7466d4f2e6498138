import { throwIfAborted, TriMixError } from '../../../engine/errors.ts';
import type { Checkpoint } from '../../safetensors/checkpoint.ts';
import type { Span } from '../../safetensors/safetensorsFile.ts';
import { largestHalf } from '../../../engine/runtime/half.ts';
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
   * @param columns the columns to read, all of them when left out
   * @throws TriMixError `model-file-damaged`, `checkpoint-weights-not-finite`, `cancelled`
   */
  async *slabs(
    matrix: WeightMatrix,
    columns: Span = { first: 0, count: matrix.columns },
  ): AsyncGenerator<Float32Array> {
    const rowsPerSlab = Math.max(1, Math.floor(slabElements / matrix.columns));
    for (const { tensor, rows } of matrix.parts) {
      const { bytes } = this.#checkpoint.tensor(tensor, [rows, matrix.columns]);
      for (let first = 0; first < rows; first += rowsPerSlab) {
        const count = Math.min(rowsPerSlab, rows - first);
        throwIfAborted(this.#options.signal);
        const values = await this.#checkpoint.readColumns(tensor, matrix.columns, { first, count }, columns);
        this.#refuseNotFinite(tensor, values);
        yield values;
        this.#options.onBytes?.((bytes / rows) * count * (columns.count / matrix.columns));
      }
    }
  }

  /** Reads vectors whole and joins them end to end. */
  async vector(
    parts: readonly { readonly tensor: string; readonly length: number }[],
  ): Promise<Float32Array> {
    const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let end = 0;
    for (const { tensor, length } of parts) {
      const { bytes } = this.#checkpoint.tensor(tensor, [length]);
      throwIfAborted(this.#options.signal);
      const values = await this.#checkpoint.readFloats(tensor, 0, length);
      this.#refuseNotFinite(tensor, values);
      joined.set(values, end);
      end += length;
      this.#options.onBytes?.(bytes);
    }
    return joined;
  }

  #refuseNotFinite(tensor: string, values: Float32Array): void {
    const { precision } = this.#options;
    const largest = precision === 'fp16' ? largestHalf : Number.MAX_VALUE;
    let sound = 0;
    // Written so that NaN fails as well.
    while (sound < values.length && Math.abs(values[sound]!) <= largest) sound++;
    if (sound === values.length) return;
    const { directory } = this.#checkpoint;
    throw new TriMixError('checkpoint-weights-not-finite', { tensor, directory, precision });
  }
}

/**
 * Yields the rows of the transposed matrix [columns, rows], some at a time. The disk is read once for each piece, so
 * that no more than a fixed part of the matrix is ever in memory.
 *
 * @param pieceElements how many elements to yield at a time, unless a single row has more
 */
export async function* transposedSlabs(
  reader: WeightReader,
  matrix: WeightMatrix,
  pieceElements = transposedElements,
): AsyncGenerator<Float32Array> {
  const { columns } = matrix;
  const rows = rowsOf(matrix);
  const width = Math.max(1, Math.floor(pieceElements / rows));
  for (let first = 0; first < columns; first += width) {
    const count = Math.min(width, columns - first);
    const piece = new Float32Array(count * rows);
    let end = 0;
    for await (const slab of reader.slabs(matrix, { first, count })) {
      transposeInto(piece, rows, end, slab, count);
      end += slab.length / count;
    }
    yield piece;
  }
}

/** Elements of a transposed piece: 256 MiB in single precision, so that most matrices are read only once. */
const transposedElements = 2 ** 26;

/** Rows turned at once: one line of the processor's cache, which would otherwise be fetched anew for each element. */
const tileRows = 16;

/** Writes a slab of rows as columns of a piece, from column `left` on. */
function transposeInto(
  piece: Float32Array,
  pieceWidth: number,
  left: number,
  slab: Float32Array,
  columns: number,
): void {
  const rows = slab.length / columns;
  for (let top = 0; top < rows; top += tileRows) {
    const bottom = Math.min(top + tileRows, rows);
    for (let column = 0; column < columns; column++) {
      const target = column * pieceWidth + left;
      for (let row = top; row < bottom; row++) piece[target + row] = slab[row * columns + column]!;
    }
  }
}
