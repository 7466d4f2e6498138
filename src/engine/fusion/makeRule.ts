import { assertNever, TriMixError } from '../errors.ts';
import { proxyTuningRule, singleRule, trimixRule } from './linearRule.ts';
import type { FusionRule } from './rule.ts';
import type { RuleChoice, WeightChoice } from './ruleChoice.ts';
import { safwRule } from './safwRule.ts';
import type { SelectedWeights } from './weightSelection.ts';

/** Largest absolute weight that makes sense; beyond, float32 logits lose their meaning. */
const largestWeight = 100;

/**
 * Refuses choices that cannot be computed: weights that are not numbers, a threshold outside (0, 1), SAF-W of a
 * source with itself.
 *
 * @throws TriMixError `rule-invalid`
 */
export function checkRule(choice: RuleChoice): void {
  const numbers: Record<string, number> = {};
  switch (choice.kind) {
    case 'trimix':
      if (choice.weights.kind === 'fixed') {
        numbers['alpha'] = choice.weights.alpha;
        numbers['beta'] = choice.weights.beta;
      }
      break;
    case 'proxy-tuning':
      numbers['strength'] = choice.strength;
      break;
    case 'safw':
      numbers['offset'] = choice.offset;
      if (choice.host === choice.scorer) refuse('the host and the scorer of SAF-W must be two sources');
      break;
    case 'single':
      break;
    default:
      assertNever(choice);
  }
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isFinite(value) || Math.abs(value) > largestWeight) {
      refuse(`${name} must be a number between −${largestWeight} and ${largestWeight}, not ${value}`);
    }
  }
  const threshold = choice.plausibility?.threshold;
  if (threshold !== undefined && !(threshold > 0 && threshold < 1)) {
    refuse(`the plausibility threshold must be between 0 and 1, not ${threshold}`);
  }
}

function refuse(reason: string): never {
  throw new TriMixError('rule-invalid', { reason });
}

/** True when the rule's weights must first be selected from the prompt. */
export function selectedFromPrompt(
  choice: RuleChoice,
): choice is RuleChoice & { kind: 'trimix'; weights: Exclude<WeightChoice, { kind: 'fixed' }> } {
  return choice.kind === 'trimix' && choice.weights.kind !== 'fixed';
}

/** The rule of a choice whose weights are known. */
export function makeRule(choice: RuleChoice, selected?: SelectedWeights): FusionRule {
  switch (choice.kind) {
    case 'trimix': {
      if (selected !== undefined) return trimixRule(selected.pair.alpha, selected.pair.beta, selected.origin);
      if (choice.weights.kind !== 'fixed') throw new Error('The weights have not been selected yet.');
      return trimixRule(choice.weights.alpha, choice.weights.beta, { kind: 'fixed' });
    }
    case 'proxy-tuning':
      return proxyTuningRule(choice.strength);
    case 'safw':
      return safwRule(choice.host, choice.scorer, choice.offset);
    case 'single':
      return singleRule(choice.source);
    default:
      return assertNever(choice);
  }
}
