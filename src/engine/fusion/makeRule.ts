import { assertNever, TriMixError } from '../errors.ts';
import { gridIndex, usualPair } from './grid.ts';
import { proxyTuningRule, singleRule, trimixRule } from './linearRule.ts';
import { defaultHalfLife } from './onlineSums.ts';
import type { FusionRule } from './rule.ts';
import type { RuleChoice, WeightChoice } from './ruleChoice.ts';
import { safwRule } from './safwRule.ts';
import type { SelectedWeights } from './weightSelection.ts';

/** Largest absolute weight that makes sense; beyond, float32 logits lose their meaning. */
const largestWeight = 100;

/** In tokens: no document is so long that anything would fade. */
const longestHalfLife = 1e9;

type OnlineChoice = Extract<WeightChoice, { kind: 'online' }>;

/**
 * Refuses choices that cannot be computed: weights that are not numbers, a threshold outside (0, 1), SAF-W of a
 * source with itself, online weights whose usual pair is not in the grid.
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
      } else if (choice.weights.kind === 'online') {
        checkOnline(choice.weights);
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

function checkOnline({ halfLife = defaultHalfLife, usual = usualPair }: OnlineChoice): void {
  if (!(halfLife >= 1 && halfLife <= longestHalfLife)) {
    refuse(`the half-life must be 1 to ${longestHalfLife} tokens, not ${halfLife}`);
  }
  if (gridIndex(usual) < 0) {
    refuse(`the usual pair must be one of the 36 of the grid, not α ${usual.alpha}, β ${usual.beta}`);
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
