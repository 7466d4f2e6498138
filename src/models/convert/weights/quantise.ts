/** Rows quantised in blocks along the columns, in the layout of ONNX Runtime's MatMulNBits. */
export interface QuantisedRows {
  /** [rows, blocks, blockSize · bits / 8]; two 4-bit numbers a byte, the first in the low half. */
  readonly quants: Uint8Array<ArrayBuffer>;
  /** [rows, blocks]; a weight is (quant − zero) · scale, with the zero 128 at 8 bits and 8 at 4 bits. */
  readonly scales: Float32Array<ArrayBuffer>;
}

/** Blocks that a row of so many columns needs; the last one is filled up with zeros. */
export function blocksPerRow(columns: number, blockSize: number): number {
  return Math.ceil(columns / blockSize);
}

/**
 * Quantises whole rows symmetrically, round to nearest.
 *
 * @param rows finite values, row-major
 * @param blockSize even
 */
export function quantiseRows(
  rows: Float32Array,
  columns: number,
  blockSize: number,
  bits: 4 | 8,
): QuantisedRows {
  const blocks = blocksPerRow(columns, blockSize);
  const count = rows.length / columns;
  const zero = 2 ** (bits - 1);
  const scales = new Float32Array(count * blocks);
  const quants = new Uint8Array(count * blocks * blockSize).fill(zero);
  for (let row = 0; row < count; row++) {
    for (let block = 0; block < blocks; block++) {
      const start = row * columns + block * blockSize;
      const end = Math.min(start + blockSize, (row + 1) * columns);
      const index = row * blocks + block;
      const scale = Math.fround(blockScale(rows, start, end, zero));
      scales[index] = scale;
      if (scale === 0) continue;
      for (let i = start; i < end; i++) {
        const quant = Math.round(rows[i]! / scale) + zero;
        quants[index * blockSize + i - start] = Math.min(quant, 2 * zero - 1);
      }
    }
  }
  return { quants: bits === 8 ? quants : packPairs(quants), scales };
}

/**
 * The scale that puts the value of largest magnitude exactly on the lowest level, −zero. Levels reach one
 * further below than above, and this uses all of them (as the Q4_0 format of ggml does).
 */
function blockScale(values: Float32Array, start: number, end: number, zero: number): number {
  let extreme = 0;
  for (let i = start; i < end; i++) {
    if (Math.abs(values[i]!) > Math.abs(extreme)) extreme = values[i]!;
  }
  return extreme === 0 ? 0 : extreme / -zero;
}

function packPairs(quants: Uint8Array): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(quants.length / 2);
  for (let i = 0; i < packed.length; i++) packed[i] = quants[2 * i]! | (quants[2 * i + 1]! << 4);
  return packed;
}
