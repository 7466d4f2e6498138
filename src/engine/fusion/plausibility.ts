import { argmax } from './distribution.ts';

/**
 * The adaptive plausibility constraint (Li et al. 2023, contrastive decoding): a token stays only if the named
 * source gives it more than `threshold` times the probability of its best one, L[v] > max L + ln(threshold).
 * Tokens that fail get −∞ in `fused`. The source's best token always stays.
 *
 * @param threshold in (0, 1)
 * @returns the number of tokens that were banned
 */
export function constrainToPlausible(
  fused: Float32Array,
  source: Float32Array,
  threshold: number,
  size: number,
): number {
  const floor = source[argmax(source, size)]! + Math.log(threshold);
  let banned = 0;
  for (let id = 0; id < size; id++) {
    if (source[id]! <= floor) {
      fused[id] = -Infinity;
      banned++;
    }
  }
  return banned;
}
