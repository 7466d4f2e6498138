import type { PerSource, SourceId } from './sources.ts';

/** A token with its log-probability (natural logarithm) under some distribution. */
export interface RankedToken {
  readonly token: number;
  /** The token's own text; bytes that are no whole character are shown as `<0xE0>`. */
  readonly text: string;
  readonly logprob: number;
}

/** What one source, asked alone, thinks of this step. */
export interface SourceView {
  /** Log-probability the source gives the chosen token. */
  readonly logprob: number;
  /** Rank of the chosen token in the source's own order, exact over the whole vocabulary; 1 is the best. */
  readonly rank: number;
  /** Entropy of the source's distribution in nats. */
  readonly entropy: number;
  /** The source's best tokens, best first. */
  readonly top: readonly RankedToken[];
  /** The token the source alone would have chosen greedily. */
  readonly choice: { readonly token: number; readonly text: string };
}

/** A pair of weights with the place in a document from which it held. */
export interface WeightStep {
  /** Index of the first token, among those that the models see of the document, that would be written with it. */
  readonly token: number;
  readonly alpha: number;
  readonly beta: number;
}

/** Where the weights of a step came from. */
export type WeightOrigin =
  | { readonly kind: 'fixed' }
  | {
      readonly kind: 'perplexity';
      readonly meanNegativeLogLikelihood: number;
      readonly tokens: number;
      /** No pair was clearly better than the usual one, which stayed. */
      readonly keptUsual: boolean;
    }
  | { readonly kind: 'entropy'; readonly entropy: number }
  /** Running sums over the document's own tokens. */
  | {
      readonly kind: 'online';
      readonly meanNegativeLogLikelihood: number;
      /** Tokens of equal weight that would show as much. */
      readonly effectiveTokens: number;
      /** In tokens. */
      readonly halfLife: number;
      /** No pair was clearly better than the usual one, which stayed. */
      readonly keptUsual: boolean;
      /** Tokens of the document that the models see. */
      readonly length: number;
      /** The pairs that held before, in order, the last one being that of the step: at most 24, the oldest left out. */
      readonly path: readonly WeightStep[];
    }
  /** Weights that the rule itself computes at each step (SAF-W). */
  | { readonly kind: 'per-step' };

/**
 * The full record of one token: who decided, and why.
 *
 * `contributions` are wᵢ·(logitᵢ(chosen) − logitᵢ(runner-up)); they sum to `margin`.
 */
export interface Decision {
  /** Index among the generated tokens, from 0. */
  readonly index: number;
  readonly token: number;
  readonly text: string;
  readonly weights: PerSource<number>;
  readonly weightOrigin: WeightOrigin;
  /** The best token besides the chosen one, in the fused order, of those that no guard forbade. */
  readonly runnerUp: { readonly token: number; readonly text: string };
  /** Fused logit of the chosen token minus the runner-up's; negative when sampling chose another than the best. */
  readonly margin: number;
  readonly contributions: PerSource<number>;
  /** The source with the largest contribution to the margin. */
  readonly winner: SourceId;
  /** Null for a source that was not run at this step because its weight is 0. */
  readonly sources: PerSource<SourceView | null>;
  /** Fused log-probability and exact rank of the chosen token. */
  readonly logprob: number;
  readonly rank: number;
  /** Entropy of the fused distribution in nats. */
  readonly entropy: number;
  /** The fused best tokens, best first. */
  readonly top: readonly RankedToken[];
  /**
   * Generalised Jensen–Shannon divergence in nats between the distributions of the sources that ran, equally
   * weighted (0: they agree; at most ln 3).
   */
  readonly divergence: number;
  /** What the mix would have chosen greedily without one source (its weight set to 0); null if it had no part. */
  readonly leaveOneOut: PerSource<{ readonly token: number; readonly text: string } | null>;
  /** True when the source with the largest weight, asked alone, would have chosen another token. */
  readonly changedByFusion: boolean;
  /** Tokens that a guard (repetition, script, token healing, plausibility) forbade at this step. */
  readonly guard: { readonly banned: number; readonly reason: readonly GuardReason[] } | null;
}

/** Why tokens were forbidden. `encoding`: the bytes would not be well-formed UTF-8 or would join the last cluster.
 * `empty-text`: the text would end before it began. */
export type GuardReason =
  'repetition' | 'script' | 'token-healing' | 'plausibility' | 'special-token' | 'encoding' | 'empty-text';
