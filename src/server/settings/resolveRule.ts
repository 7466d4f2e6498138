import { recommendedRule, type TrioInfo, type WritingTask } from '../../engine/index.ts';
import type { RuleChoice } from '../../protocol/engineTypes.ts';
import type { RuleSetting } from '../../protocol/settings.ts';

/** The rule that a setting means for this trio and task. */
export function resolveRule(setting: RuleSetting, trio: TrioInfo, task: WritingTask): RuleChoice {
  return setting === 'recommended' ? recommendedRule(trio, task) : setting;
}
