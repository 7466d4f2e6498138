import { evidenceStart, OnlineTrack } from '../../../src/engine/decoding/onlineTrack.ts';
import { prefillChunk } from '../../../src/engine/decoding/prefill.ts';
import { logSumExp } from '../../../src/engine/fusion/distribution.ts';
import { gridIndex } from '../../../src/engine/fusion/grid.ts';
import { scoreGrid } from '../../../src/engine/fusion/gridScorer.ts';
import { makeRule, selectedFromPrompt } from '../../../src/engine/fusion/makeRule.ts';
import { mixLogits, type SourceLogits } from '../../../src/engine/fusion/mix.ts';
import { constrainToPlausible } from '../../../src/engine/fusion/plausibility.ts';
import { perSource, sourceIds } from '../../../src/engine/fusion/sources.ts';
import {
  weightsByEntropy,
  weightsByPerplexity,
  type SelectedWeights,
} from '../../../src/engine/fusion/weightSelection.ts';
import type { RuleChoice, Trio } from '../../../src/engine/index.ts';
import { tokensInScript } from '../../../src/engine/tasks/guideTokens.ts';
import type { ScoredText } from '../../../src/engine/tasks/score.ts';
import { modelOf } from '../../../src/engine/trio/modelOf.ts';

/**
 * The negative log-likelihood of a text's target and the sum of large-ins' weights, the plain way: one model after the
 * other, every row kept, one rule at a time. All three models are in memory; the context ends where a token ends.
 */
export async function plainScore(
  trio: Trio,
  { context, target, language }: ScoredText,
  rules: readonly RuleChoice[],
): Promise<readonly { readonly negativeLogLikelihood: number; readonly largeIns: number }[]> {
  const { tokenizer } = trio;
  const size = tokenizer.vocabularySize;
  const ids = tokenizer.encode(context + target);
  const first = Math.max(1, tokenizer.encode(context).length);
  const rows: Record<string, Float32Array[]> = {};
  for (const source of sourceIds) {
    const model = modelOf(trio, source);
    model.rewind(0);
    const found: Float32Array[] = (rows[source] = []);
    for (let at = 0; at < ids.length; at += prefillChunk) {
      const piece = ids.slice(at, at + prefillChunk);
      const { data, width } = await model.append(piece, piece.length);
      for (const index of piece.keys()) found.push(data.slice(index * width, index * width + size));
    }
  }
  const rowsAt = (position: number): Record<(typeof sourceIds)[number], Float32Array> =>
    perSource((source) => rows[source]![position]!);
  const grid: Float64Array[] = [];
  const gridAt = (index: number): Float64Array =>
    (grid[index] ??= scoreGrid(rowsAt(index - 1), ids[index]!, size));
  const guides = tokensInScript(ids, tokenizer, language);

  const selected = (rule: RuleChoice, index: number): SelectedWeights | undefined => {
    if (!selectedFromPrompt(rule)) return undefined;
    const { weights } = rule;
    if (weights.kind === 'online') {
      const track = new OnlineTrack(weights, evidenceStart(index, weights));
      return track.weights(index, gridAt, guides);
    }
    if (weights.kind === 'entropy') return weightsByEntropy(rowsAt(first - 1), size);
    const prompt = ids.flatMap((_, at) => (at > 0 && at < first ? [at] : []));
    const guiding = weights.over === 'target' ? prompt.filter(guides) : prompt;
    const evidence = guiding.length > 0 ? guiding : prompt;
    return weightsByPerplexity(evidence.map(gridAt), weights.cautious === true);
  };

  return rules.map((rule) => {
    let negativeLogLikelihood = 0;
    let largeIns = 0;
    for (let index = first; index < ids.length; index++) {
      const chosen = selected(rule, index);
      const logits: SourceLogits = rowsAt(index - 1);
      const weights = makeRule(rule, chosen).weigh(logits, size);
      const fixed = rule.kind === 'trimix' && rule.weights.kind === 'fixed' ? rule.weights : null;
      const pair = gridIndex(chosen?.pair ?? fixed ?? { alpha: NaN, beta: NaN });
      if (pair >= 0 && rule.plausibility === undefined) {
        negativeLogLikelihood -= gridAt(index)[pair]!;
      } else {
        const fused = new Float32Array(size);
        mixLogits(logits, weights, size, fused);
        if (rule.plausibility !== undefined) {
          const judge = logits[rule.plausibility.source]!;
          constrainToPlausible(fused, judge, rule.plausibility.threshold, size);
        }
        negativeLogLikelihood -= fused[ids[index]!]! - logSumExp(fused, size);
      }
      largeIns += weights.largeIns;
    }
    return { negativeLogLikelihood, largeIns };
  });
}
