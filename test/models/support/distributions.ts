/** Natural logarithm of the sum of exponentials. */
function logSumExp(logits: Float32Array): number {
  const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  return top + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - top), 0));
}

/** Mean Kullback–Leibler divergence, in nats, of the second rows' distributions from the first ones'. */
export function divergence(exact: readonly Float32Array[], other: readonly Float32Array[]): number {
  const perRow = exact.map((row, i) => {
    const [left, right] = [logSumExp(row), logSumExp(other[i]!)];
    return row.reduce((sum, logit, token) => {
      const logprob = logit - left;
      return sum + Math.exp(logprob) * (logprob - (other[i]![token]! - right));
    }, 0);
  });
  return perRow.reduce((a, b) => a + b, 0) / perRow.length;
}

/** Mean negative log-likelihood, in nats, of each token after the first. */
export function negativeLogLikelihood(rows: readonly Float32Array[], ids: readonly number[]): number {
  const losses = ids.slice(1).map((id, i) => logSumExp(rows[i]!) - rows[i]![id]!);
  return losses.reduce((a, b) => a + b, 0) / losses.length;
}
