import { throwIfAborted, TriMixError } from '../../../engine/errors.ts';
import { largestHalf } from '../../../engine/runtime/half.ts';
import type { TensorReader } from '../../safetensors/tensorReader.ts';
import { inOrder } from '../parallel/inOrder.ts';
import type { WeightPool } from '../parallel/weightPool.ts';
import type { Precision } from '../precision.ts';
import type { QuantisedRows } from './quantise.ts';
import { isSound, type FloatElement, type Span, type WeightJob } from './weightJob.ts';

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

/** Elements of a transposed piece: 256 MiB in single precision, so that most matrices are read only once. */
const transposedElements = 2 ** 26;

export interface WeightReaderOptions {
  readonly precision: Precision;
  /** Who computes. */
  readonly pool: WeightPool;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of weights that were read, each counted once. */
  readonly onWeights?: ((count: number) => void) | undefined;
}

type JobOf<Kind extends WeightJob['kind']> = Omit<
  Extract<WeightJob, { readonly kind: Kind }>,
  'rows' | 'columns' | 'largest'
>;

/** Reads weights in slabs of whole rows, has them made into what is stored, and refuses those that are no finite numbers. */
export class WeightReader {
  readonly #checkpoint: TensorReader;
  readonly #options: WeightReaderOptions;

  constructor(checkpoint: TensorReader, options: WeightReaderOptions) {
    this.#checkpoint = checkpoint;
    this.#options = options;
  }

  /**
   * Yields the rows quantised in blocks, from top to bottom, some at a time.
   *
   * @throws TriMixError `model-file-damaged`, `checkpoint-weights-not-finite`, `conversion-thread-ended`, `cancelled`
   */
  async *blocks(matrix: WeightMatrix, bits: 4 | 8, blockSize: number): AsyncGenerator<QuantisedRows> {
    for await (const result of this.#slabs(matrix, { kind: 'blocks', bits, blockSize })) {
      if (result.kind !== 'blocks') throw new Error(`blocks were asked for, ${result.kind} came`);
      yield result;
      this.#options.onWeights?.(result.rows * matrix.columns);
    }
  }

  /**
   * Yields the rows of the transposed matrix [columns, rows], some at a time. The disk is read once for each piece, so
   * that no more than a fixed part of the matrix is ever in memory.
   *
   * @param pieceElements how many elements to yield at a time, unless a single row has more
   * @throws as {@link blocks}
   */
  async *transposed(
    matrix: WeightMatrix,
    element: FloatElement,
    pieceElements = transposedElements,
  ): AsyncGenerator<Uint8Array> {
    const { columns } = matrix;
    const rows = rowsOf(matrix);
    const width = Math.max(1, Math.floor(pieceElements / rows));
    for (let first = 0; first < columns; first += width) {
      const count = Math.min(width, columns - first);
      const piece = element === 'float32' ? new Float32Array(count * rows) : new Uint16Array(count * rows);
      let left = 0;
      const span: Span = { first, count };
      for await (const result of this.#slabs(matrix, { kind: 'transposed', element, span })) {
        if (result.kind !== 'transposed') throw new Error(`rows were asked for, ${result.kind} came`);
        const { values } = result;
        for (let column = 0; column < count; column++) {
          piece.set(values.subarray(column * result.rows, (column + 1) * result.rows), column * rows + left);
        }
        left += result.rows;
        this.#options.onWeights?.(values.length);
      }
      yield new Uint8Array(piece.buffer);
    }
  }

  /** Reads vectors whole, in single precision, and joins them end to end; throws as {@link blocks} does. */
  async vector(
    parts: readonly { readonly tensor: string; readonly length: number }[],
  ): Promise<Float32Array<ArrayBuffer>> {
    const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let end = 0;
    for (const { tensor, length } of parts) {
      this.#checkpoint.tensor(tensor, [length]);
      throwIfAborted(this.#options.signal);
      const values = await this.#checkpoint.readFloats(tensor, 0, length);
      if (!isSound(values, this.#largest)) throw this.#notFinite(tensor);
      joined.set(values, end);
      end += length;
      this.#options.onWeights?.(length);
    }
    return joined;
  }

  /** Reads a slab while others are computed, and yields the results from top to bottom with their number of rows. */
  async *#slabs(matrix: WeightMatrix, job: JobOf<'blocks'> | JobOf<'transposed'>) {
    const { pool } = this.#options;
    const slabs = inOrder(this.#read(matrix), pool.capacity, async ({ tensor, rows, raw }) => {
      const { columns } = matrix;
      const result = await pool.run({ ...job, rows: raw, columns, largest: this.#largest });
      if (result.kind === 'not-finite') throw this.#notFinite(tensor);
      return { ...result, rows };
    });
    yield* slabs;
  }

  async *#read(matrix: WeightMatrix) {
    const { columns, parts } = matrix;
    const rowsPerSlab = Math.max(1, Math.floor(slabElements / columns));
    for (const { tensor, rows: height } of parts) {
      this.#checkpoint.tensor(tensor, [height, columns]);
      for (let first = 0; first < height; first += rowsPerSlab) {
        throwIfAborted(this.#options.signal);
        const rows = Math.min(rowsPerSlab, height - first);
        const raw = await this.#checkpoint.readRaw(tensor, first * columns, rows * columns);
        yield { tensor, rows, raw };
      }
    }
  }

  get #largest(): number {
    return this.#options.precision === 'fp16' ? largestHalf : Number.MAX_VALUE;
  }

  #notFinite(tensor: string): TriMixError {
    const { directory } = this.#checkpoint;
    return new TriMixError('checkpoint-weights-not-finite', {
      tensor,
      directory,
      precision: this.#options.precision,
    });
  }
}
