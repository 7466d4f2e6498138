import { TriMixError } from '../errors.ts';
import type { GuardReason } from '../fusion/decision.ts';
import { allFinite } from '../fusion/distribution.ts';
import { mixLogits, type SourceLogits } from '../fusion/mix.ts';
import { constrainToPlausible } from '../fusion/plausibility.ts';
import type { FusionRule } from '../fusion/rule.ts';
import type { PlausibilityChoice } from '../fusion/ruleChoice.ts';
import { sourceFolder, sourceIds, type PerSource } from '../fusion/sources.ts';
import { objection, scriptsAtStart, type CandidateContext } from './candidateGuards.ts';
import { foreignTokens } from './foreignTokens.ts';
import type { Sampler } from './sampler.ts';
import type { TokenHealing } from './tokenHealing.ts';

/** So many refused candidates in a row say that the mix has nothing useful to add. */
const mostObjections = 128;

/** Scratch rows of a generation, made once. */
export interface StepBuffers {
  readonly fused: Float32Array;
  readonly allowed: Float32Array;
}

/** What a step needs besides the logits. */
export interface StepSettings {
  readonly rule: FusionRule;
  readonly plausibility: PlausibilityChoice | undefined;
  readonly sample: Sampler;
  readonly healing: TokenHealing;
  readonly size: number;
}

/** The outcome of choosing one token. */
export interface ChosenStep {
  readonly weights: PerSource<number>;
  /** Null when the guards refused every candidate; `reasons` then tells why. */
  readonly chosen: number | null;
  /** The fused row, with what the guards forbade at −∞ where they acted. */
  readonly allowed: Float32Array;
  readonly reasons: readonly GuardReason[];
}

/**
 * Fuses one step's logits and takes a token that no guard objects to.
 *
 * @throws TriMixError `model-weights-not-finite` naming the source at fault
 */
export function chooseToken(
  logits: SourceLogits,
  settings: StepSettings,
  context: CandidateContext,
  buffers: StepBuffers,
): ChosenStep {
  const { rule, plausibility, sample, healing, size } = settings;
  const weights = rule.weigh(logits, size);
  const { fused } = buffers;
  mixLogits(logits, weights, size, fused);
  if (!allFinite(fused, size)) blameNotFinite(logits, size);

  const reasons = new Set<GuardReason>();
  let allowed = fused;
  const forbid = (reason: GuardReason): Float32Array => {
    reasons.add(reason);
    if (allowed === fused) {
      allowed = buffers.allowed;
      allowed.set(fused);
    }
    return allowed;
  };
  if (!healing.done) {
    // What is owed outweighs plausibility, which is measured by the best of all tokens: often none that may stand here.
    healing.constrain(forbid('token-healing'), size);
  } else if (plausibility !== undefined) {
    const row = logits[plausibility.source];
    if (row === null) throw new Error('The plausibility source was not run.');
    constrainToPlausible(forbid('plausibility'), row, plausibility.threshold, size);
  }
  let foreignForbidden = false;
  for (let tries = 0; tries < mostObjections; tries++) {
    const candidate = sample(allowed, size);
    if (candidate < 0) break;
    const reason = objection(candidate, context);
    if (reason === null) return { weights, chosen: candidate, allowed, reasons: [...reasons] };
    const row = forbid(reason);
    row[candidate] = -Infinity;
    if (reason === 'script' && !foreignForbidden) {
      // Where one token of another script leads, hundreds may follow: all go at once.
      for (const id of foreignTokens(context.tokenizer, scriptsAtStart(context))) row[id] = -Infinity;
      foreignForbidden = true;
    }
  }
  return { weights, chosen: null, allowed, reasons: [...reasons] };
}

function blameNotFinite(logits: SourceLogits, size: number): never {
  const culprit = sourceIds.find((source) => {
    const row = logits[source];
    return row !== null && !allFinite(row, size);
  });
  throw new TriMixError('model-weights-not-finite', {
    source: culprit === undefined ? 'mix' : sourceFolder[culprit],
  });
}
