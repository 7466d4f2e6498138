import { entropy } from './distribution.ts';
import type { WeightOrigin } from './decision.ts';
import { usualPair, weightGrid, type WeightPair } from './grid.ts';
import { mixLogits, trimixWeights, type SourceLogits } from './mix.ts';

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

/** Entropy-guided selection: the pair whose fused distribution of the first generated token is the sharpest. */
export function selectByEntropy(logits: SourceLogits, size: number): SelectedPair {
  const fused = new Float32Array(size);
  return lowest((pair) => {
    const { alpha, beta } = weightGrid[pair]!;
    mixLogits(logits, trimixWeights(alpha, beta), size, fused);
    return entropy(fused, size);
  });
}

/** Weights selected from a prompt, with what they were chosen for. */
export interface SelectedWeights {
  readonly pair: WeightPair;
  readonly origin: WeightOrigin;
}

/** {@link selectByPerplexity} for a rule; a prompt that predicts nothing gets the paper's usual pair. */
export function weightsByPerplexity(scores: readonly Float64Array[]): SelectedWeights {
  if (scores.length === 0) return { pair: usualPair, origin: { kind: 'fixed' } };
  const pair = selectByPerplexity(scores);
  return {
    pair,
    origin: { kind: 'perplexity', meanNegativeLogLikelihood: pair.value, tokens: scores.length },
  };
}

/** {@link selectByEntropy} for a rule. */
export function weightsByEntropy(logits: SourceLogits, size: number): SelectedWeights {
  const pair = selectByEntropy(logits, size);
  return { pair, origin: { kind: 'entropy', entropy: pair.value } };
}

/** The first pair with the lowest value. */
function lowest(valueOf: (pair: number) => number): SelectedPair {
  let best = 0;
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
