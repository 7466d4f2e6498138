import type { WeightOrigin } from './decision.ts';
import type { SourceLogits } from './mix.ts';
import type { PerSource, SourceId } from './sources.ts';

/**
 * A fusion rule. Every rule of the field that TriMix offers mixes raw logits linearly, L = Σ wᵢ·Lᵢ, and differs only
 * in where the weights come from, so a rule is a source of weights. That is what makes contributions comparable
 * between rules.
 */
export interface FusionRule {
  /** The sources the rule can give a weight to. The others never run. */
  readonly sources: readonly SourceId[];
  /** Weights for one step. Looks at the rows of its own sources only. */
  weigh(logits: SourceLogits, size: number): PerSource<number>;
  readonly origin: WeightOrigin;
}
