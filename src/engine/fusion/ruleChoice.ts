import { usualPair, type WeightPair } from './grid.ts';
import type { SourceId } from './sources.ts';

/** How TriMix gets its weights α (largeIns) and β (smallCpt); smallBase gets 1 − α − β. */
export type WeightChoice =
  | { readonly kind: 'fixed'; readonly alpha: number; readonly beta: number }
  /**
   * Lowest mean negative log-likelihood of the fused model over the guiding part of the prompt, on the 36-pair grid.
   * `cautious`: the usual pair stays unless another is clearly better.
   */
  | { readonly kind: 'perplexity'; readonly over: 'prompt' | 'target'; readonly cautious?: boolean }
  /** Lowest entropy of the first generated token's fused distribution, on the 36-pair grid. */
  | { readonly kind: 'entropy' }
  /**
   * Running sums of log-probabilities over the document's own tokens in its script, fading by half every `halfLife`
   * tokens (default: `defaultHalfLife`). `usual`, a pair of the grid, holds until another is clearly better (default:
   * `usualPair`).
   */
  | { readonly kind: 'online'; readonly halfLife?: number; readonly usual?: WeightPair };

/** Keep token v only if L_m[v] > max L_m + ln(threshold) for the named source. */
export interface PlausibilityChoice {
  readonly source: SourceId;
  /** In (0, 1). */
  readonly threshold: number;
}

/** Which fusion rule to use, as data that can travel between processes. */
export type RuleChoice = (
  | { readonly kind: 'trimix'; readonly weights: WeightChoice }
  /** L = L_largeIns + strength · (L_smallCpt − L_smallBase). */
  | { readonly kind: 'proxy-tuning'; readonly strength: number }
  /** The host's best token is endorsed, or not, by the scorer: b = min(1, 1 − e + offset). */
  | { readonly kind: 'safw'; readonly host: SourceId; readonly scorer: SourceId; readonly offset: number }
  | { readonly kind: 'single'; readonly source: SourceId }
) & { readonly plausibility?: PlausibilityChoice };

/** TriMix with the paper's usual pair. */
export const defaultRule: RuleChoice = {
  kind: 'trimix',
  weights: { kind: 'fixed', ...usualPair },
};
