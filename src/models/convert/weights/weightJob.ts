import { assertNever } from '../../../engine/errors.ts';
import { floatToHalf } from '../../../engine/runtime/half.ts';
import { decodeFloats, type RawFloats } from '../../safetensors/floats.ts';
import { quantiseRows, type QuantisedRows } from './quantise.ts';

/** Consecutive rows or columns. */
export interface Span {
  readonly first: number;
  readonly count: number;
}

/** What there is to compute for some whole rows of a matrix; everything in it can be sent to another thread. */
export type WeightJob = {
  readonly rows: RawFloats;
  /** Length of a row. */
  readonly columns: number;
  /** Weights of a larger magnitude, and those that are no numbers, are refused. */
  readonly largest: number;
} & (
  | { readonly kind: 'blocks'; readonly bits: 4 | 8; readonly blockSize: number }
  | {
      readonly kind: 'transposed';
      readonly element: FloatElement;
      /** The columns that are wanted. */
      readonly span: Span;
    }
);

/** How floating-point weights are stored. */
export type FloatElement = 'float32' | 'float16';

export type WeightJobResult =
  | ({ readonly kind: 'blocks' } & QuantisedRows)
  /** The values [span.count, rows]. */
  | { readonly kind: 'transposed'; readonly values: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> }
  | { readonly kind: 'not-finite' };

/** Decodes rows and makes of them what is to be stored. */
export function runWeightJob(job: WeightJob): WeightJobResult {
  const rows = decodeFloats(job.rows);
  switch (job.kind) {
    case 'blocks':
      if (!isSound(rows, job.largest)) return { kind: 'not-finite' };
      return { kind: 'blocks', ...quantiseRows(rows, job.columns, job.blockSize, job.bits) };
    case 'transposed': {
      const turned = transpose(rows, job.columns, job.span);
      if (!isSound(turned, job.largest)) return { kind: 'not-finite' };
      return { kind: 'transposed', values: job.element === 'float32' ? turned : floatToHalf(turned) };
    }
    default:
      return assertNever(job);
  }
}

/** Whether all values are numbers of at most a magnitude. */
export function isSound(values: Float32Array, largest: number): boolean {
  let sound = 0;
  // Written so that NaN fails as well.
  while (sound < values.length && Math.abs(values[sound]!) <= largest) sound++;
  return sound === values.length;
}

/** Rows turned at once: one line of the processor's cache, which would otherwise be fetched anew for each element. */
const tileRows = 16;

/** Some columns of the rows, as rows. */
function transpose(rows: Float32Array, columns: number, { first, count }: Span): Float32Array<ArrayBuffer> {
  const height = rows.length / columns;
  const turned = new Float32Array(count * height);
  for (let top = 0; top < height; top += tileRows) {
    const bottom = Math.min(top + tileRows, height);
    for (let column = 0; column < count; column++) {
      for (let row = top; row < bottom; row++) {
        turned[column * height + row] = rows[row * columns + first + column]!;
      }
    }
  }
  return turned;
}
