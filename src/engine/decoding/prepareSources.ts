import { makeRule, selectedFromPrompt } from '../fusion/makeRule.ts';
import type { RuleChoice, WeightChoice } from '../fusion/ruleChoice.ts';
import { perSource, sourceIds, sourcesWith, type SourceId } from '../fusion/sources.ts';
import { weightsByEntropy, weightsByPerplexity, type SelectedWeights } from '../fusion/weightSelection.ts';
import type { RunOptions } from '../tasks/generation.ts';
import type { Trio } from '../trio/trio.ts';
import { modelOf } from '../trio/modelOf.ts';
import { evidenceStart } from './onlineTrack.ts';
import type { PlainDecoding } from './plainDecoding.ts';
import {
  prefill,
  prefillScored,
  type Prefilled,
  type PrefillOptions,
  type ScoredPrefillOptions,
} from './prefill.ts';
import type { Prompt } from './prompt.ts';

/** Models ready for the first step. */
export interface PreparedSources {
  /** Sources that run at every step, in order. */
  readonly running: readonly SourceId[];
  readonly rows: ReadonlyMap<SourceId, Float32Array>;
  readonly selected?: SelectedWeights;
  /** The fewest prompt tokens that any running source had in its cache. */
  readonly cachedTokens: number;
}

interface PrepareRequest {
  readonly prompt: Prompt;
  readonly rule: RuleChoice;
  readonly plain?: PlainDecoding;
}

/**
 * Prefills the sources that the rule needs, selecting the weights from the prompt where the rule asks for that.
 * A source whose weight turns out to be 0 does not run in the steps that follow.
 *
 * @param request its rule is one that the loaded sources can carry out (`ruleForLoaded`)
 * @throws TriMixError `cancelled`, `superseded`, `inference-failed`
 */
export async function prepareSources(
  trio: Trio,
  request: PrepareRequest,
  options: RunOptions,
): Promise<PreparedSources> {
  const { rule } = request;
  const shown =
    options.trace === 'all' || request.plain?.runAllSources === true ? sourcesWith(trio.models) : [];
  const prefillOptions: ScoredPrefillOptions = {
    signal: options.signal,
    chunk: request.plain?.chunk,
    reusePrefix: request.plain?.reusePrefix,
    exactScores: request.plain?.exactScores,
  };
  if (selectedFromPrompt(rule)) {
    const { prefilled, selected } = await prefillAndSelect(
      trio,
      request.prompt,
      rule.weights,
      options,
      prefillOptions,
    );
    return finish(needed(makeRule(rule, selected).sources, rule, shown), prefilled, selected);
  }
  const running = needed(makeRule(rule).sources, rule, shown);
  const prefilled = await prefillEach(trio, running, request.prompt, options, prefillOptions);
  return finish(running, prefilled, undefined);
}

/** Prefills sources one after the other, each from what it shares with its own cache. */
async function prefillEach(
  trio: Trio,
  sources: readonly SourceId[],
  { ids }: Prompt,
  options: RunOptions,
  prefillOptions: PrefillOptions,
): Promise<Partial<Record<SourceId, Prefilled>>> {
  const prefilled: Partial<Record<SourceId, Prefilled>> = {};
  for (const [index, source] of sources.entries()) {
    prefilled[source] = await prefill(modelOf(trio, source), ids, {
      ...prefillOptions,
      onProgress: (done, total) => options.onPrefill?.(index * total + done, sources.length * total),
    });
  }
  return prefilled;
}

async function prefillAndSelect(
  trio: Trio,
  prompt: Prompt,
  weights: Exclude<WeightChoice, { kind: 'fixed' }>,
  options: RunOptions,
  prefillOptions: ScoredPrefillOptions,
): Promise<{ prefilled: Partial<Record<SourceId, Prefilled>>; selected: SelectedWeights }> {
  const size = trio.tokenizer.vocabularySize;
  if (weights.kind === 'entropy') {
    const prefilled = await prefillEach(trio, sourcesWith(trio.models), prompt, options, prefillOptions);
    const rows = perSource((source) => prefilled[source]?.row ?? null);
    return { prefilled, selected: weightsByEntropy(rows, size) };
  }
  const models = {
    largeIns: modelOf(trio, 'largeIns'),
    smallCpt: modelOf(trio, 'smallCpt'),
    smallBase: trio.models.smallBase,
  };
  const history = trio.gridHistories.for(prompt.ids);
  const found = await prefillScored(models, prompt.ids, history, size, {
    ...prefillOptions,
    scoredFrom: weights.kind === 'online' ? evidenceStart(prompt.ids.length, weights) : 1,
    onProgress: options.onPrefill,
  });
  const prefilled: Partial<Record<SourceId, Prefilled>> = {};
  for (const source of sourceIds) if (found[source] !== null) prefilled[source] = found[source];
  if (weights.kind === 'online') {
    return { prefilled, selected: history.onlineWeights(weights, prompt.guides) };
  }
  const scores = history.scores(weights.over === 'target' ? prompt.guides : () => true);
  return { prefilled, selected: weightsByPerplexity(scores, weights.cautious === true) };
}

function finish(
  running: readonly SourceId[],
  prefilled: Partial<Record<SourceId, Prefilled>>,
  selected: SelectedWeights | undefined,
): PreparedSources {
  return {
    running,
    rows: new Map(running.map((source) => [source, prefilled[source]!.row])),
    cachedTokens: Math.min(...running.map((source) => prefilled[source]!.cached)),
    ...(selected === undefined ? {} : { selected }),
  };
}

/** In order: what the rule weighs, the source that judges plausibility, and what is run only to be shown. */
function needed(
  sources: readonly SourceId[],
  rule: RuleChoice,
  shown: readonly SourceId[],
): readonly SourceId[] {
  return sourceIds.filter(
    (source) => shown.includes(source) || sources.includes(source) || rule.plausibility?.source === source,
  );
}
