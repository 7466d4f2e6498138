/** Length of the difference of two vectors over the length of the first: 0 for equal ones, NaN where a number is none. */
export function relativeDistance(expected: Float32Array, found: Float32Array): number {
  if (expected.length !== found.length) return NaN;
  let difference = 0;
  let length = 0;
  for (const [at, value] of expected.entries()) {
    difference += (value - found[at]!) ** 2;
    length += value ** 2;
  }
  return Math.sqrt(difference / length);
}
