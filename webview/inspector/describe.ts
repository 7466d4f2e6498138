import type { Decision, RuleChoice, SourceId, WeightStep } from '../../src/protocol/engineTypes.ts';
import type { TraceHeader, TraceRecord } from '../../src/protocol/trace.ts';
import { assertNever } from '../shared/assertNever.ts';
import {
  decimal,
  integer,
  pluralForm,
  shortDecimal,
  signedDecimal,
  spokenProbability,
} from '../shared/format.ts';
import { fillText } from '../shared/template.ts';
import { strings } from '../strings.ts';
import type { OnlineOrigin } from './weightsWay.ts';

/** A model with its role: «small-cpt (language)». */
export function sourceWithRole(source: SourceId): string {
  return fillText(strings.sourceWithRole, {
    source: strings.sources[source],
    role: strings.sourceRoles[source],
  });
}

/** What was generated. */
export function taskText({ task }: TraceHeader): string {
  switch (task.kind) {
    case 'completion':
      return fillText(strings.tasks.completion, { language: strings.languages[task.language] });
    case 'translation':
      return fillText(strings.tasks.translation, {
        from: strings.languages[task.from],
        to: strings.languages[task.to],
      });
    default:
      return assertNever(task);
  }
}

/** A fusion rule in a few words. */
export function ruleText(rule: RuleChoice): string {
  const text = plainRuleText(rule);
  return rule.plausibility === undefined
    ? text
    : fillText(strings.rules.withPlausibility, { rule: text, threshold: rule.plausibility.threshold });
}

function plainRuleText(rule: RuleChoice): string {
  switch (rule.kind) {
    case 'trimix':
      return rule.weights.kind === 'fixed'
        ? fillText(strings.rules.fixed, { alpha: rule.weights.alpha, beta: rule.weights.beta })
        : strings.rules[rule.weights.kind];
    case 'proxy-tuning':
      return fillText(strings.rules.proxyTuning, { strength: rule.strength });
    case 'safw':
      return fillText(strings.rules.safw, {
        host: strings.sources[rule.host],
        scorer: strings.sources[rule.scorer],
      });
    case 'single':
      return fillText(strings.rules.single, { source: strings.sources[rule.source] });
    default:
      return assertNever(rule);
  }
}

/** A token's text for the ear: what has no ink is called so. */
function spokenText(text: string): string {
  return text.trim() === '' ? strings.inspector.nothing : fillText(strings.quoted, { text: text.trim() });
}

/**
 * The name of a token in the strip.
 * @param whole the character or cluster of which the token holds only a part, else null.
 */
export function tokenLabel(decision: Decision, total: number, whole: string | null): string {
  let label = fillText(strings.inspector.tokenLabel, {
    number: decision.index + 1,
    total,
    text: spokenText(decision.text),
    winner: strings.sources[decision.winner],
    probability: spokenProbability(decision.logprob),
  });
  if (whole !== null) label = fillText(strings.inspector.partOf, { label, whole: spokenText(whole) });
  if (decision.changedByFusion) label = fillText(strings.inspector.tokenLabelChanged, { label });
  return label;
}

/** A sentence with places for {chosen} and {runnerUp}, and the values of its other places. */
export interface Sentence {
  readonly template: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Who decided a token, in one sentence. */
export function summary(decision: Decision): Sentence {
  const { winner, margin, contributions } = decision;
  const name = strings.sources[winner];
  if (margin < 0) {
    return {
      template: strings.card.sampledInstead,
      values: { winner: name, deficit: decimal(-margin) },
    };
  }
  if (margin === 0) return { template: strings.card.tied, values: { winner: name } };
  return {
    template: strings.card.decided,
    values: { winner: name, contribution: signedDecimal(contributions[winner]), margin: decimal(margin) },
  };
}

/** Where the weights of a step came from. */
export function weightOriginText({ weightOrigin }: Decision): string {
  switch (weightOrigin.kind) {
    case 'fixed':
      return strings.card.weightsFixed;
    case 'perplexity': {
      const { weightsPerplexity, weightsPerplexityKept } = strings.card;
      const forms = weightOrigin.keptUsual ? weightsPerplexityKept : weightsPerplexity;
      return fillText(pluralForm(forms, weightOrigin.tokens), {
        loss: decimal(weightOrigin.meanNegativeLogLikelihood),
        count: integer(weightOrigin.tokens),
      });
    }
    case 'online':
      return onlineText(weightOrigin);
    case 'entropy':
      return fillText(strings.card.weightsEntropy, { entropy: decimal(weightOrigin.entropy) });
    case 'per-step':
      return strings.card.weightsPerStep;
    default:
      return assertNever(weightOrigin);
  }
}

function onlineText(origin: OnlineOrigin): string {
  const { alpha = 0, beta = 0 } = origin.path.at(-1) ?? {};
  const pair = { alpha: shortDecimal(alpha), beta: shortDecimal(beta) };
  const count = Math.round(origin.effectiveTokens);
  if (count === 0) return fillText(strings.card.weightsOnlineEmpty, pair);
  const forms = origin.keptUsual ? strings.card.weightsOnlineKept : strings.card.weightsOnline;
  return fillText(pluralForm(forms, count), {
    ...pair,
    count: integer(count),
    loss: decimal(origin.meanNegativeLogLikelihood),
  });
}

/** One pair on the weights' way through the document; tokens are counted from 1. */
export function weightStepText({ token, alpha, beta }: WeightStep): string {
  return fillText(strings.card.wayStep, {
    token: integer(token + 1),
    alpha: shortDecimal(alpha),
    beta: shortDecimal(beta),
  });
}

/** What the guards forbade at a step. */
export function guardText({ guard }: Decision): string {
  if (guard === null) return strings.card.guardNone;
  return fillText(pluralForm(strings.card.guardText, guard.banned), {
    count: integer(guard.banned),
    reasons: guard.reason.map((reason) => strings.guards[reason]).join(strings.listSeparator),
  });
}

/** How far the models disagreed: the divergence and its upper bound for as many models as ran. */
export function divergenceText({ divergence, sources }: Decision): string {
  const ran = Object.values(sources).filter((view) => view !== null).length;
  return fillText(strings.card.divergenceText, {
    divergence: decimal(divergence),
    most: decimal(Math.log(Math.max(1, ran))),
  });
}

/** For example: «17 tokens, ended at a sentence or line end, 23.1 tokens/s». */
export function outcomeText({ decisions, outcome }: TraceRecord): string {
  const parts = [tokenCountText(decisions.length)];
  if (outcome === null) parts.push(strings.inspector.running);
  else {
    parts.push(strings.stop[outcome.stop]);
    if (outcome.timings !== null) {
      const { tokensPerSecond, prefillMs, cachedTokens, promptTokens } = outcome.timings;
      parts.push(fillText(strings.inspector.speed, { speed: integer(Math.round(tokensPerSecond)) }));
      parts.push(fillText(strings.inspector.prefill, { milliseconds: integer(Math.round(prefillMs)) }));
      const values = { cached: integer(cachedTokens), prompt: integer(promptTokens) };
      parts.push(fillText(strings.inspector.cached, values));
    }
  }
  return parts.join(strings.listSeparator);
}

/** For example: «17 tokens». */
export function tokenCountText(count: number): string {
  return fillText(pluralForm(strings.inspector.tokens, count), { count: integer(count) });
}
