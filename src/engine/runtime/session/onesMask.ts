let ones = new BigInt64Array(256).fill(1n);

/** An attention mask of so many positions that all count. Masks share their memory: nobody may write into one. */
export function onesMask(length: number): BigInt64Array {
  if (ones.length < length) ones = new BigInt64Array(2 * length).fill(1n);
  return ones.subarray(0, length);
}
