import type { TrioInfo } from '../../engine/index.ts';
import type { RuleChoice } from '../../protocol/engineTypes.ts';
import type { RuleSetting } from '../../protocol/settings.ts';

/** The rule that a setting means for this trio. */
export function resolveRule(
  setting: RuleSetting,
  trio: TrioInfo,
  task: keyof TrioInfo['recommendedWeights'],
): RuleChoice {
  if (setting !== 'recommended') return setting;
  const { alpha, beta } = trio.recommendedWeights[task];
  return { kind: 'trimix', weights: { kind: 'fixed', alpha, beta } };
}
