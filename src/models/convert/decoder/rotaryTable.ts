/** Bytes of the tables are made in pieces of this many positions. */
const positionsPerPiece = 4096;

/**
 * The table [positions, pairs] of a wave, cos or sin, of position · frequency, computed in double precision so that
 * far positions stay exact; yielded as little-endian single precision.
 */
export function* rotaryTable(
  wave: (angle: number) => number,
  frequencies: readonly number[],
  positions: number,
): Generator<Uint8Array> {
  for (let first = 0; first < positions; first += positionsPerPiece) {
    const count = Math.min(positionsPerPiece, positions - first);
    const piece = new Float32Array(count * frequencies.length);
    for (let i = 0; i < piece.length; i++) {
      const position = first + Math.floor(i / frequencies.length);
      piece[i] = wave(position * frequencies[i % frequencies.length]!);
    }
    yield new Uint8Array(piece.buffer);
  }
}
