import type { WeightPair } from '../fusion/grid.ts';
import type { RuleChoice } from '../fusion/ruleChoice.ts';
import { isLanguageTag, type LanguageTag, type TranslationTag } from '../text/languages.ts';
import type { TrioManifest } from './trioManifest.ts';

/** What is to be written, as far as weights depend on it. */
export type WritingTask =
  | { readonly kind: 'completion'; readonly language: LanguageTag }
  | { readonly kind: 'translation'; readonly from: TranslationTag; readonly to: TranslationTag };

/** Recommended weights, as `trio.json` has them. */
export type RecommendedWeights = TrioManifest['recommendedWeights'];

/**
 * The pair that a trio recommends for a task: what is known of the language whose small-cpt writes (the target's, and
 * into English and Chinese the source's), else what holds for the task in general.
 */
export function recommendedPair(weights: RecommendedWeights, task: WritingTask): WeightPair {
  const byLanguage = weights.byLanguage ?? {};
  if (task.kind === 'completion') return byLanguage[task.language]?.completion ?? weights.completion;
  const { from, to } = task;
  const known = isLanguageTag(to)
    ? byLanguage[to]?.into
    : isLanguageTag(from)
      ? byLanguage[from]?.from
      : undefined;
  return known ?? weights.translation;
}

/** TriMix with the pair that a trio recommends for a task. */
export function recommendedRule(
  trio: { readonly recommendedWeights: RecommendedWeights },
  task: WritingTask,
): RuleChoice {
  const { alpha, beta } = recommendedPair(trio.recommendedWeights, task);
  return { kind: 'trimix', weights: { kind: 'fixed', alpha, beta } };
}
