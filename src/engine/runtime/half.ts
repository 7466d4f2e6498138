/**
 * IEEE 754 half precision (binary16) and bfloat16, to and from single precision.
 *
 * Node 20 has no Float16Array; decoding goes through a table of all 65 536 halves, so that a checkpoint
 * of billions of weights converts at memory speed.
 */

/** Largest finite half. */
export const largestHalf = 65_504;

let halves: Float32Array | undefined;

/** All 65 536 halves as single-precision values, indexed by their bits. Made on first use. */
function halfTable(): Float32Array {
  halves ??= Float32Array.from({ length: 65_536 }, (_, bits) => decodeHalf(bits));
  return halves;
}

function decodeHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  // Subnormals have no hidden bit and the exponent of the smallest normal.
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Decodes halves given by their bits. */
export function halfToFloat(bits: Uint16Array): Float32Array {
  const table = halfTable();
  const values = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) values[i] = table[bits[i]!]!;
  return values;
}

/** Decodes bfloat16 values given by their bits: the upper half of a single-precision value. */
export function bfloatToFloat(bits: Uint16Array): Float32Array {
  const words = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) words[i] = bits[i]! << 16;
  return new Float32Array(words.buffer);
}

/**
 * Encodes single-precision values as halves, rounding to nearest, ties to even. Magnitudes that round
 * above {@link largestHalf} become infinity, as IEEE 754 says: callers that must not lose a weight check first.
 */
export function floatToHalf(values: Float32Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const bits = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) bits[i] = encodeHalf(words[i]!);
  return bits;
}

function encodeHalf(word: number): number {
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fff_ffff;
  if (magnitude > 0x7f80_0000) return sign | 0x7e00; // NaN
  if (magnitude >= 0x4780_0000) return sign | 0x7c00; // 65 536 and above
  const exponent = magnitude >>> 23;
  const isNormal = exponent >= 113; // 2^-14, the smallest normal half
  if (!isNormal && exponent < 102) return sign; // below half of the smallest subnormal
  const significand = isNormal ? magnitude - (112 << 23) : (magnitude & 0x7f_ffff) | 0x80_0000;
  const shift = isNormal ? 13 : 126 - exponent;
  const kept = significand >>> shift;
  const rest = significand & ((1 << shift) - 1);
  const tie = 1 << (shift - 1);
  // A carry out of the fraction runs into the exponent, which is just what rounding up means.
  return sign | (rest > tie || (rest === tie && (kept & 1) === 1) ? kept + 1 : kept);
}
