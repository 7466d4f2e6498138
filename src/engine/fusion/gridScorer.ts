import { gridLogProbabilities, isOpenPair, type GridRows } from './grid.ts';
import { gridKernel } from './gridKernel.ts';

/**
 * The largest sum of two of the factors' exponents at which single precision is enough: a term that is lost below e⁻⁸⁷
 * then weighs at most e⁵⁰⁻⁸⁷ of the sum, which is 1 or more. Real rows stay far below.
 */
const largestExponents = 50;

/** A logit that adds nothing to any sum. */
const nothing = -1e30;

const bytesPerPage = 65_536;
const vectorLength = 4;

interface Kernel {
  readonly memory: WebAssembly.Memory;
  readonly sumsAt: () => number;
  readonly maximaAt: () => number;
  readonly freeAt: () => number;
  readonly gridSums: (
    largeIns: number,
    smallCpt: number,
    smallBase: number,
    size: number,
    b0: number,
    d0: number,
    e0: number,
  ) => void;
}

let kernel: Kernel | null | undefined;

/** Null where the machine has no vectors for WebAssembly. */
function loadKernel(): Kernel | null {
  const bytes = Buffer.from(gridKernel, 'base64');
  if (!WebAssembly.validate(bytes)) return null;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  return exports as unknown as Kernel;
}

/**
 * {@link gridLogProbabilities} by the vectors of WebAssembly: 3 exponentials and 36 products per vocabulary entry in
 * single precision, about 20 times as fast. Rows whose range is too wide for single precision, or that hold what is no
 * number, go to the exact loop; so does everything where the machine has no such vectors.
 *
 * @returns 36 values in grid order, within 1e-4 (relative) of the exact ones
 */
export function scoreGrid(rows: GridRows, token: number, size: number): Float64Array {
  return scoreByKernel(rows, token, size) ?? gridLogProbabilities(rows, token, size);
}

/** Null where single precision is not enough, or there is no kernel. */
export function scoreByKernel(rows: GridRows, token: number, size: number): Float64Array | null {
  kernel ??= loadKernel();
  if (kernel === null) return null;
  const { memory } = kernel;
  const length = Math.ceil(size / vectorLength) * vectorLength;
  const rowBytes = length * Float32Array.BYTES_PER_ELEMENT;
  const start = kernel.freeAt();
  const missing = start + 3 * rowBytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / bytesPerPage));

  // Without small-base, small-cpt takes its place: see `gridLogProbabilities`.
  const given = [rows.largeIns, rows.smallCpt, rows.smallBase ?? rows.smallCpt];
  for (const [at, row] of given.entries()) {
    const copy = new Float32Array(memory.buffer, start + at * rowBytes, length);
    copy.set(row.subarray(0, size));
    copy.fill(nothing, size);
    // The token's own term is 1 exactly: left out here, a sure token keeps all digits of what is missing to 1.
    copy[token] = nothing;
  }
  const [largeIns, smallCpt, smallBase] = given.map((row) => row[token]!) as [number, number, number];
  kernel.gridSums(
    start,
    start + rowBytes,
    start + 2 * rowBytes,
    length,
    smallBase,
    largeIns - smallBase,
    smallCpt - smallBase,
  );
  const [b, d, e] = new Float32Array(memory.buffer, kernel.maximaAt(), 3) as unknown as [
    number,
    number,
    number,
  ];
  // Written so that NaN is refused as well.
  if (!(b + d + e - Math.min(b, d, e) <= largestExponents)) return null;
  const sums = new Float64Array(memory.buffer, kernel.sumsAt(), 36);
  if (!sums.every(Number.isFinite)) return null;
  return Float64Array.from(sums, (sum, pair) =>
    isOpenPair(pair, rows.smallBase !== null) ? -Math.log1p(sum) : -Infinity,
  );
}
