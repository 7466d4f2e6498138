import {
  recommendedRule,
  sourceFolder,
  sourceIds,
  type RuleChoice,
  type SourceId,
  type TrioInfo,
  type WeightChoice,
  type WritingTask,
} from '../engine/index.ts';
import type { Options } from './command.ts';
import { UsageError } from './failure.ts';
import { parseChoice, parseNumber } from './numbers.ts';

/** Options that choose a fusion rule. */
export const ruleOptions = {
  rule: {
    type: 'string',
    value: 'R',
    about: 'trimix (default), proxy-tuning, safw, single:large-ins, single:small-cpt, single:small-base',
  },
  alpha: {
    type: 'string',
    value: 'A',
    about: 'weight of large-ins, with --beta; default: what the trio recommends',
  },
  beta: { type: 'string', value: 'B', about: 'weight of small-cpt; small-base gets 1 − A − B' },
  weights: {
    type: 'string',
    value: 'HOW',
    about:
      'find the weights: perplexity (of the prompt), perplexity-target (of its target-language parts), perplexity-cautious (the same, but α .1 β .9 unless another pair is clearly better), online (the same, following the document as it grows), entropy',
  },
  plausibility: {
    type: 'string',
    value: 'SOURCE:P',
    about: 'only tokens that a source gives more than P times the probability of its best',
  },
} as const satisfies Options;

/** Values of {@link ruleOptions}. */
export interface RuleValues {
  readonly rule?: string | undefined;
  readonly alpha?: string | undefined;
  readonly beta?: string | undefined;
  readonly weights?: string | undefined;
  readonly plausibility?: string | undefined;
}

/** Weights far outside of what any mix needs are a slip; the paper's grid is 0.1 to 1. */
const weightLimit = 10;

/**
 * Reads the rule before any model is loaded; without weights of its own it takes those that the trio recommends for
 * the task, once both are known.
 *
 * @throws UsageError
 */
export function parseRule(
  values: RuleValues,
): (info: Pick<TrioInfo, 'recommendedWeights' | 'missing'>, task: WritingTask) => RuleChoice {
  const name = values.rule ?? 'trimix';
  const weights = parseWeights(values);
  const plausibility = parsePlausibility(values.plausibility);
  if (name === 'trimix') {
    return (info, task) => ({
      ...(weights === null ? recommendedRule(info, task) : { kind: 'trimix', weights }),
      ...plausibility,
    });
  }
  if (weights !== null) throw new UsageError('--alpha, --beta and --weights belong to --rule trimix');
  const rule = otherRule(name);
  return () => ({ ...rule, ...plausibility });
}

function otherRule(name: string): RuleChoice {
  if (name === 'proxy-tuning') return proxyTuning;
  if (name === 'safw') return safw;
  const source = sourceIds.find((id) => name === `single:${sourceFolder[id]}`);
  if (source !== undefined) return { kind: 'single', source };
  throw new UsageError(`--rule takes ${ruleOptions.rule.about.replace(' (default)', '')}, not «${name}»`);
}

/** Proxy Tuning as published (Liu et al., 2024): the difference is added once. */
export const proxyTuning: RuleChoice = { kind: 'proxy-tuning', strength: 1 };

/** SAF-W with the instruction-tuned model as host, as in its published runs. */
export const safw: RuleChoice = { kind: 'safw', host: 'largeIns', scorer: 'smallCpt', offset: 0 };

/** Values of `--weights`. */
const weightWays = ['perplexity', 'perplexity-target', 'perplexity-cautious', 'online', 'entropy'] as const;

/** Null when the trio's recommendation is to be taken. */
function parseWeights({ alpha, beta, weights }: RuleValues): WeightChoice | null {
  if (weights !== undefined) {
    if (alpha !== undefined || beta !== undefined) {
      throw new UsageError('--weights finds the weights itself: leave out --alpha and --beta');
    }
    switch (parseChoice('weights', weights, weightWays)) {
      case 'perplexity':
        return { kind: 'perplexity', over: 'prompt' };
      case 'perplexity-target':
        return { kind: 'perplexity', over: 'target' };
      case 'perplexity-cautious':
        return { kind: 'perplexity', over: 'target', cautious: true };
      case 'online':
        return { kind: 'online' };
      case 'entropy':
        return { kind: 'entropy' };
    }
  }
  if (alpha === undefined && beta === undefined) return null;
  if (alpha === undefined || beta === undefined) throw new UsageError('Give --alpha and --beta together');
  return {
    kind: 'fixed',
    alpha: parseNumber('alpha', alpha, -weightLimit, weightLimit),
    beta: parseNumber('beta', beta, -weightLimit, weightLimit),
  };
}

function parsePlausibility(value: string | undefined): Pick<RuleChoice, 'plausibility'> {
  if (value === undefined) return {};
  const [folder = '', share = ''] = value.split(':');
  const source: SourceId | undefined = sourceIds.find((id) => sourceFolder[id] === folder);
  const threshold = Number(share);
  if (source === undefined || !(threshold > 0 && threshold < 1)) {
    throw new UsageError(
      `--plausibility takes SOURCE:P with P between 0 and 1 (small-cpt:0.1), not «${value}»`,
    );
  }
  return { plausibility: { source, threshold } };
}

/** A rule in the words of the command line. */
export function ruleName(rule: RuleChoice): string {
  switch (rule.kind) {
    case 'single':
      return `single:${sourceFolder[rule.source]}`;
    case 'proxy-tuning':
    case 'safw':
      return rule.kind;
    case 'trimix':
      switch (rule.weights.kind) {
        case 'fixed':
          return `trimix:${rule.weights.alpha},${rule.weights.beta}`;
        case 'perplexity':
          if (rule.weights.over === 'prompt') return 'trimix:perplexity';
          return `trimix:perplexity-${rule.weights.cautious === true ? 'cautious' : 'target'}`;
        case 'online':
          return 'trimix:online';
        case 'entropy':
          return 'trimix:entropy';
      }
  }
}
