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
  const levels = 2 * zero;
  const levelOffset = zero + 0.5;
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
      const first = index * blockSize - start;
      for (let i = start; i < end; i++) {
        // Cutting off the fraction of a positive number rounds it down, several times as fast as Math.round. A quotient of
        // two single-precision numbers is either half-way between levels or too far from it for the sum to matter.
        const quant = (rows[i]! / scale + levelOffset) | 0;
        // Below the lowest level lie only numbers so small that their scale cannot be told exactly.
        quants[first + i] = quant < 0 ? 0 : quant < levels ? quant : levels - 1;
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
  let magnitude = 0;
  for (let i = start; i < end; i++) {
    const value = values[i]!;
    if (Math.abs(value) > magnitude) {
      extreme = value;
      magnitude = Math.abs(value);
    }
  }
  return extreme === 0 ? 0 : extreme / -zero;
}

function packPairs(quants: Uint8Array): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(quants.length / 2);
  for (let i = 0; i < packed.length; i++) packed[i] = quants[2 * i]! | (quants[2 * i + 1]! << 4);
  return packed;
}
