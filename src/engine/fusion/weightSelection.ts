import { entropy } from './distribution.ts';
import type { WeightOrigin } from './decision.ts';
import { gridIndex, usualPair, weightGrid, type WeightPair } from './grid.ts';
import { mixLogits, sourcesWithWeight, trimixWeights, type SourceLogits } from './mix.ts';

/** A pair with the value it was chosen for. */
export interface SelectedPair extends WeightPair {
  /** The criterion's value: mean negative log-likelihood per token, or entropy, in nats. */
  readonly value: number;
}

/**
 * Perplexity-guided selection, the paper's default: the pair with the lowest mean negative log-likelihood.
 *
 * @param scores per guiding token the 36 log-probabilities in grid order; at least one
 */
export function selectByPerplexity(scores: readonly Float64Array[]): SelectedPair {
  const totals = new Float64Array(weightGrid.length);
  for (const score of scores) for (let pair = 0; pair < totals.length; pair++) totals[pair]! += score[pair]!;
  return lowest((pair) => -totals[pair]! / scores.length);
}

/**
 * Entropy-guided selection: the pair whose fused distribution of the first generated token is the sharpest, among
 * those that need no source that was not run.
 */
export function selectByEntropy(logits: SourceLogits, size: number): SelectedPair {
  const fused = new Float32Array(size);
  return lowest((pair) => {
    const { alpha, beta } = weightGrid[pair]!;
    const weights = trimixWeights(alpha, beta);
    if (sourcesWithWeight(weights).some((source) => logits[source] === null)) return Infinity;
    mixLogits(logits, weights, size, fused);
    return entropy(fused, size);
  });
}

/** Weights selected from a prompt, with what they were chosen for. */
export interface SelectedWeights {
  readonly pair: WeightPair;
  readonly origin: WeightOrigin;
}

/**
 * How much better another pair must be before it takes the place of the usual one: in standard errors of the mean
 * difference per token. On a few dozen tokens the best of 36 pairs is mostly luck: measured on held-out text, taking it
 * costs 2 to 7 % of perplexity in plain continuation, while pairs that matter are better by far more than two errors.
 */
const clearErrors = 2;

/**
 * {@link selectByPerplexity}, unless the pair found is not clearly better than the paper's usual one over the same
 * tokens: then that one stays.
 */
export function selectCautiously(scores: readonly Float64Array[]): SelectedPair {
  const best = selectByPerplexity(scores);
  const at = gridIndex(best);
  const usual = gridIndex(usualPair);
  const gains = scores.map((score) => score[at]! - score[usual]!);
  const count = gains.length;
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / count;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (count - 1);
  // One token has no variance: NaN, and nothing is clear.
  const isClear = mean > clearErrors * Math.sqrt(variance / count);
  if (isClear) return best;
  return { ...usualPair, value: -scores.reduce((sum, score) => sum + score[usual]!, 0) / count };
}

/** Weights by the perplexity of guiding tokens, for a rule; without any the paper's usual pair. */
export function weightsByPerplexity(scores: readonly Float64Array[], cautious: boolean): SelectedWeights {
  if (scores.length === 0) return { pair: usualPair, origin: { kind: 'fixed' } };
  const pair = cautious ? selectCautiously(scores) : selectByPerplexity(scores);
  const keptUsual = cautious && gridIndex(pair) === gridIndex(usualPair);
  return {
    pair,
    origin: {
      kind: 'perplexity',
      meanNegativeLogLikelihood: pair.value,
      tokens: scores.length,
      keptUsual,
    },
  };
}

/** {@link selectByEntropy} for a rule. */
export function weightsByEntropy(logits: SourceLogits, size: number): SelectedWeights {
  const pair = selectByEntropy(logits, size);
  return { pair, origin: { kind: 'entropy', entropy: pair.value } };
}

/** The first pair with the lowest value; the usual one where no pair has a finite value. */
function lowest(valueOf: (pair: number) => number): SelectedPair {
  let best = gridIndex(usualPair);
  let bestValue = Infinity;
  for (let pair = 0; pair < weightGrid.length; pair++) {
    const value = valueOf(pair);
    if (value < bestValue) {
      best = pair;
      bestValue = value;
    }
  }
  return { ...weightGrid[best]!, value: bestValue };
}
