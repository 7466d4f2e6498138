import { gridIndex, type WeightPair } from '../fusion/grid.ts';
import type { RuleChoice } from '../fusion/ruleChoice.ts';
import { isLanguageTag, type LanguageTag, type TranslationTag } from '../text/languages.ts';
import type { TrioInfo } from './trioInfo.ts';
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

/**
 * TriMix as a trio recommends it for a task. Completion follows the document as it grows, with the recommended pair as the
 * usual one: measured on held-out text in the six language-script pairs that is 0.02 % worse than the pair alone at
 * worst, and 6 % better at best (models/demo/README.md). It needs all three models; with fewer, and for translation, the
 * pair stays as it is.
 */
export function recommendedRule(
  trio: Pick<TrioInfo, 'recommendedWeights' | 'missing'>,
  task: WritingTask,
): RuleChoice {
  const { alpha, beta } = recommendedPair(trio.recommendedWeights, task);
  const usual = { alpha, beta };
  const follows = task.kind === 'completion' && trio.missing.length === 0 && gridIndex(usual) >= 0;
  return { kind: 'trimix', weights: follows ? { kind: 'online', usual } : { kind: 'fixed', ...usual } };
}
