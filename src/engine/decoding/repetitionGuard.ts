/**
 * Finds generations that turn in a circle. Greedy mixes of weak models do («ەي، ەي، ەي، …» to the length limit), and a
 * general penalty would harm languages whose suffixes repeat by grammar, so only true loops are stopped: the same
 * run of tokens, again and again, with nothing between.
 */

/** Longest run of tokens that is looked for; real loops are words or short clauses. */
const longestPeriod = 24;

/**
 * A run may stand this often in a row. Single tokens are also «…», «ааа» or digits. Three times is emphasis, an
 * invocation or a refrain: of 866 real texts two have a run three times in a row, and none has it four times.
 */
const allowedCopies = (period: number): number => (period === 1 ? 4 : 3);

/** A generation that had to be led out of a loop so often does not find its way. */
export const mostLoops = 3;

/** Whether `candidate` after `ids` would complete one copy too many of a run. */
export function completesLoop(ids: readonly number[], candidate: number): boolean {
  for (let period = 1; period <= longestPeriod; period++) {
    const copies = allowedCopies(period) + 1;
    if (ids.length + 1 < period * copies) return false;
    if (isPeriodic(ids, candidate, period, copies)) return true;
  }
  return false;
}

/** Whether the last `period · copies` tokens (the candidate being the last) repeat with the period. */
function isPeriodic(ids: readonly number[], candidate: number, period: number, copies: number): boolean {
  const at = (fromEnd: number): number | undefined => (fromEnd === 0 ? candidate : ids[ids.length - fromEnd]);
  for (let i = 0; i < period * (copies - 1); i++) {
    if (at(i) !== at(i + period)) return false;
  }
  return true;
}
