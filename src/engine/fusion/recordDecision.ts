import { describeToken, type Tokenizer } from '../tokenizer/tokenizer.ts';
import type { Decision, GuardReason, RankedToken, SourceView, WeightOrigin } from './decision.ts';
import { argmax, argmaxExcept, entropy, jensenShannon, logSumExp, rankOf, topIds } from './distribution.ts';
import { mixLogits, type SourceLogits } from './mix.ts';
import { perSource, sourceIds, type PerSource, type SourceId } from './sources.ts';

/** Everything known at the moment a token was chosen. Rows are read before the next step may overwrite them. */
export interface StepRecord {
  readonly index: number;
  readonly chosen: number;
  readonly logits: SourceLogits;
  readonly weights: PerSource<number>;
  readonly weightOrigin: WeightOrigin;
  /** The fused logits as mixed. */
  readonly fused: Float32Array;
  /** The fused logits with what the guards forbade at −∞; the same array as `fused` when no guard acted. */
  readonly allowed: Float32Array;
  readonly guardReasons: readonly GuardReason[];
  readonly size: number;
  readonly topK: number;
}

/** Makes the full record of one token. Costs a few passes over the vocabulary per source: only when someone looks. */
export function recordDecision(step: StepRecord, tokenizer: Tokenizer): Decision {
  const { chosen, logits, weights, fused, allowed, size } = step;
  const named = (token: number): { token: number; text: string } => ({
    token,
    text: describeToken(tokenizer, token),
  });
  const runnerUp = runnerUpOf(step);
  const contributions = perSource((source) => {
    const row = logits[source];
    return row === null || weights[source] === 0 ? 0 : weights[source] * (row[chosen]! - row[runnerUp]!);
  });
  const sources = perSource((source) => {
    const row = logits[source];
    return row === null ? null : viewOf(row, step, named);
  });
  const logZ = logSumExp(fused, size);
  const heaviest = maximum((source) => Math.abs(weights[source]));
  return {
    index: step.index,
    ...named(chosen),
    weights,
    weightOrigin: step.weightOrigin,
    runnerUp: named(runnerUp),
    // The sum of the contributions in double precision: a difference of two float32 sums would lose digits.
    margin: contributions.largeIns + contributions.smallCpt + contributions.smallBase,
    contributions,
    winner: maximum((source) => contributions[source]),
    sources,
    logprob: fused[chosen]! - logZ,
    rank: rankOf(fused, size, chosen),
    entropy: entropy(fused, size, logZ),
    top: ranked(fused, logZ, step, named),
    divergence: jensenShannon(
      sourceIds.flatMap((source) => logits[source] ?? []),
      size,
    ),
    leaveOneOut: perSource((source) => leaveOut(source, step, named)),
    changedByFusion: sources[heaviest] !== null && sources[heaviest].choice.token !== chosen,
    guard:
      fused === allowed ? null : { banned: countBanned(fused, allowed, size), reason: step.guardReasons },
  };
}

/** The best allowed token besides the chosen one; when the guards left no other, the best of all. */
function runnerUpOf({ allowed, fused, chosen, size }: StepRecord): number {
  const second = argmaxExcept(allowed, size, chosen);
  return second >= 0 ? second : argmaxExcept(fused, size, chosen);
}

type Named = (token: number) => { token: number; text: string };

function viewOf(row: Float32Array, step: StepRecord, named: Named): SourceView {
  const logZ = logSumExp(row, step.size);
  return {
    logprob: row[step.chosen]! - logZ,
    rank: rankOf(row, step.size, step.chosen),
    entropy: entropy(row, step.size, logZ),
    top: ranked(row, logZ, step, named),
    choice: named(argmax(row, step.size)),
  };
}

function ranked(row: Float32Array, logZ: number, step: StepRecord, named: Named): readonly RankedToken[] {
  return topIds(row, step.size, step.topK).map((token) => ({ ...named(token), logprob: row[token]! - logZ }));
}

function leaveOut(source: SourceId, step: StepRecord, named: Named): { token: number; text: string } | null {
  const { weights, logits, size } = step;
  if (weights[source] === 0) return null;
  const without = perSource((other) => (other === source ? 0 : weights[other]));
  if (sourceIds.every((other) => without[other] === 0)) return null;
  const out = new Float32Array(size);
  mixLogits(logits, without, size, out);
  return named(argmax(out, size));
}

/** The source with the largest value; the earlier one in a tie. */
function maximum(value: (source: SourceId) => number): SourceId {
  return sourceIds.reduce((best, source) => (value(source) > value(best) ? source : best));
}

function countBanned(fused: Float32Array, allowed: Float32Array, size: number): number {
  let banned = 0;
  for (let id = 0; id < size; id++) if (allowed[id] === -Infinity && fused[id] !== -Infinity) banned++;
  return banned;
}
