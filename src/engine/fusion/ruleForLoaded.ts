import { assertNever, TriMixError } from '../errors.ts';
import { usualPair, weightGrid } from './grid.ts';
import { makeRule } from './makeRule.ts';
import { sourcesWithWeight, trimixWeights } from './mix.ts';
import type { RuleChoice, WeightChoice } from './ruleChoice.ts';
import { sourceFolder, type SourceId } from './sources.ts';

type TriMixChoice = Extract<RuleChoice, { kind: 'trimix' }>;

/**
 * The rule that stands for a choice where sources are missing from memory. With all three, and wherever the missing
 * ones have no weight, it is the choice itself.
 *
 * TriMix is the only rule that goes on with less. Fixed weights are scaled to sum to 1 over the loaded sources,
 * w′ᵢ = wᵢ / Σⱼ wⱼ (j loaded), so that the logits keep their scale; weights selected from the prompt are searched among
 * the pairs that give a missing source no weight (without small-base those with α + β = 1), and a usual pair that is
 * none of them gives way to the paper's; one source alone is that source's single rule.
 *
 * @param loaded the sources in memory, at least one
 * @throws TriMixError `source-not-loaded` where the rule cannot be without a source that is missing
 */
export function ruleForLoaded(choice: RuleChoice, loaded: readonly SourceId[]): RuleChoice {
  if (choice.plausibility !== undefined) require([choice.plausibility.source], loaded);
  switch (choice.kind) {
    case 'trimix':
      return trimixForLoaded(choice, loaded);
    case 'proxy-tuning':
    case 'safw':
    case 'single':
      require(makeRule(choice).sources, loaded);
      return choice;
    default:
      return assertNever(choice);
  }
}

function trimixForLoaded(choice: TriMixChoice, loaded: readonly SourceId[]): RuleChoice {
  const { weights, ...rest } = choice;
  const [only, another] = loaded;
  const { plausibility } = choice;
  if (only !== undefined && another === undefined) {
    return { kind: 'single', source: only, ...(plausibility === undefined ? {} : { plausibility }) };
  }
  if (weights.kind === 'fixed') return { ...rest, weights: fixedForLoaded(weights, loaded) };
  const pairs = weightGrid.map(({ alpha, beta }) => sourcesWithWeight(trimixWeights(alpha, beta)));
  if (!pairs.some((needed) => isLoaded(needed, loaded))) require(pairs[0]!, loaded);
  if (weights.kind !== 'online' || weights.usual === undefined) return choice;
  const { alpha, beta } = weights.usual;
  if (isLoaded(sourcesWithWeight(trimixWeights(alpha, beta)), loaded)) return choice;
  return { ...rest, weights: { ...weights, usual: usualPair } };
}

function fixedForLoaded(
  fixed: Extract<WeightChoice, { kind: 'fixed' }>,
  loaded: readonly SourceId[],
): WeightChoice {
  const weights = trimixWeights(fixed.alpha, fixed.beta);
  const needed = sourcesWithWeight(weights);
  if (isLoaded(needed, loaded)) return fixed;
  const left = needed.filter((source) => loaded.includes(source));
  const sum = left.reduce((total, source) => total + weights[source], 0);
  // What is left would be turned upside down, or blown up beyond measure.
  if (sum < smallestShare) require(needed, loaded);
  const share = (source: SourceId): number => (left.includes(source) ? weights[source] / sum : 0);
  return { kind: 'fixed', alpha: share('largeIns'), beta: share('smallCpt') };
}

/** Weights of which less than this is left say nothing about the mix of the rest. */
const smallestShare = 0.05;

const isLoaded = (needed: readonly SourceId[], loaded: readonly SourceId[]): boolean =>
  needed.every((source) => loaded.includes(source));

function require(needed: readonly SourceId[], loaded: readonly SourceId[]): void {
  const missing = needed.find((source) => !loaded.includes(source));
  if (missing !== undefined) throw new TriMixError('source-not-loaded', { source: sourceFolder[missing] });
}
