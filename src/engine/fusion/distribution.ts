/**
 * Facts of a distribution given by unnormalised logits. `size` limits every function to the ids the tokenizer knows:
 * logits beyond are padding. Ties go to the smaller id, everywhere alike, so that greedy decoding is deterministic.
 */

/** Id of the largest of the first `size` logits; −1 when all are −∞. */
export function argmax(logits: Float32Array, size: number): number {
  let best = -1;
  let bestLogit = -Infinity;
  for (let id = 0; id < size; id++) {
    if (logits[id]! > bestLogit) {
      bestLogit = logits[id]!;
      best = id;
    }
  }
  return best;
}

/** As {@link argmax}, with one id left out. */
export function argmaxExcept(logits: Float32Array, size: number, except: number): number {
  let best = -1;
  let bestLogit = -Infinity;
  for (let id = 0; id < size; id++) {
    if (id !== except && logits[id]! > bestLogit) {
      bestLogit = logits[id]!;
      best = id;
    }
  }
  return best;
}

/** The best id with its lead over the second best, in logits; Infinity where there is no second, −1 where none is. */
export function bestWithMargin(logits: Float32Array, size: number): { id: number; margin: number } {
  let best = -1;
  let bestLogit = -Infinity;
  let secondLogit = -Infinity;
  for (let id = 0; id < size; id++) {
    const logit = logits[id]!;
    if (logit <= secondLogit) continue;
    if (logit > bestLogit) {
      secondLogit = bestLogit;
      bestLogit = logit;
      best = id;
    } else {
      secondLogit = logit;
    }
  }
  return { id: best, margin: secondLogit === -Infinity ? Infinity : bestLogit - secondLogit };
}

/** ln Σ exp(logit), shifted by the maximum against overflow. */
export function logSumExp(logits: Float32Array, size: number): number {
  const best = argmax(logits, size);
  if (best < 0) return -Infinity;
  const shift = logits[best]!;
  let sum = 0;
  for (let id = 0; id < size; id++) sum += Math.exp(logits[id]! - shift);
  return shift + Math.log(sum);
}

/** Shannon entropy in nats: ln Z − Σ p·logit. */
export function entropy(logits: Float32Array, size: number, logZ = logSumExp(logits, size)): number {
  let expected = 0;
  for (let id = 0; id < size; id++) {
    const logit = logits[id]!;
    // −∞ has probability 0 and adds nothing; 0·∞ would be NaN.
    if (logit !== -Infinity) expected += Math.exp(logit - logZ) * logit;
  }
  // Rounding can push a certain outcome a hair below 0.
  return Math.max(0, logZ - expected);
}

/** Rank of `id` by descending logit over the whole vocabulary, 1 for the best. */
export function rankOf(logits: Float32Array, size: number, id: number): number {
  const logit = logits[id]!;
  let rank = 1;
  for (let other = 0; other < size; other++) {
    const value = logits[other]!;
    if (value > logit || (value === logit && other < id)) rank++;
  }
  return rank;
}

/** The `k` best ids, best first; fewer when the vocabulary is smaller. O(size·k) with a small constant. */
export function topIds(logits: Float32Array, size: number, k: number): readonly number[] {
  const top: number[] = [];
  for (let id = 0; id < size; id++) {
    const logit = logits[id]!;
    if (logit === -Infinity || Number.isNaN(logit)) continue;
    if (top.length === k && logit <= logits[top[k - 1]!]!) continue;
    let at = top.length;
    while (at > 0 && logits[top[at - 1]!]! < logit) at--;
    top.splice(at, 0, id);
    if (top.length > k) top.pop();
  }
  return top;
}

/** True when every one of the first `size` values is a finite number. */
export function allFinite(logits: Float32Array, size: number): boolean {
  // NaN and ±∞ both survive a multiplication by zero as NaN, and NaN survives every addition.
  let probe = 0;
  for (let id = 0; id < size; id++) probe += logits[id]! * 0;
  return probe === 0;
}

/**
 * Generalised Jensen–Shannon divergence in nats of equally weighted distributions (Lin 1991):
 * H(mean) − mean of H. 0 when all agree, at most ln(number of distributions).
 */
export function jensenShannon(rows: readonly Float32Array[], size: number): number {
  if (rows.length < 2) return 0;
  const logZs = rows.map((row) => logSumExp(row, size));
  let mixtureEntropy = 0;
  for (let id = 0; id < size; id++) {
    let mean = 0;
    for (let i = 0; i < rows.length; i++) mean += Math.exp(rows[i]![id]! - logZs[i]!);
    mean /= rows.length;
    if (mean > 0) mixtureEntropy -= mean * Math.log(mean);
  }
  let meanEntropy = 0;
  rows.forEach((row, i) => (meanEntropy += entropy(row, size, logZs[i]) / rows.length));
  return Math.max(0, mixtureEntropy - meanEntropy);
}
