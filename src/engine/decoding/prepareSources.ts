import type { WeightOrigin } from '../fusion/decision.ts';
import type { WeightPair } from '../fusion/grid.ts';
import { checkRule, makeRule, selectedFromPrompt } from '../fusion/makeRule.ts';
import type { RuleChoice } from '../fusion/ruleChoice.ts';
import { perSource, sourceIds, type PerSource, type SourceId } from '../fusion/sources.ts';
import { selectByEntropy, selectByPerplexity } from '../fusion/weightSelection.ts';
import type { RunOptions } from '../tasks/generation.ts';
import type { Trio } from '../trio/trio.ts';
import { prefill, prefillScored, type Prefilled, type PrefillOptions } from './prefill.ts';
import type { Prompt } from './prompt.ts';

/** Weights that were selected from the prompt. */
export interface SelectedWeights {
  readonly pair: WeightPair;
  readonly origin: WeightOrigin;
}

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
  readonly plain?: {
    readonly reusePrefix?: boolean;
    readonly chunk?: number;
    readonly runAllSources?: boolean;
  };
}

/**
 * Prefills the sources that the rule needs, selecting the weights from the prompt where the rule asks for that.
 * A source whose weight turns out to be 0 does not run in the steps that follow.
 *
 * @throws TriMixError `rule-invalid`, `cancelled`, `superseded`, `inference-failed`
 */
export async function prepareSources(
  trio: Trio,
  request: PrepareRequest,
  options: RunOptions,
): Promise<PreparedSources> {
  const { rule } = request;
  checkRule(rule);
  const everything = options.trace === 'all' || request.plain?.runAllSources === true;
  const prefillOptions: PrefillOptions = {
    signal: options.signal,
    chunk: request.plain?.chunk,
    reusePrefix: request.plain?.reusePrefix,
  };
  if (selectedFromPrompt(rule)) {
    const { prefilled, selected } = await prefillAndSelect(
      trio,
      request.prompt,
      rule,
      prefillOptions,
      options,
    );
    return finish(makeRule(rule, selected).sources, rule, everything, prefilled, selected);
  }
  const running = needed(makeRule(rule).sources, rule, everything);
  const prefilled: Partial<Record<SourceId, Prefilled>> = {};
  for (const [index, source] of running.entries()) {
    prefilled[source] = await prefill(trio.models[source], request.prompt.ids, {
      ...prefillOptions,
      onProgress: (done, total) => options.onPrefill?.(index * total + done, running.length * total),
    });
  }
  return finish(running, rule, everything, prefilled, undefined);
}

async function prefillAndSelect(
  trio: Trio,
  prompt: Prompt,
  rule: RuleChoice & {
    kind: 'trimix';
    weights: { kind: 'perplexity'; over: 'prompt' | 'target' } | { kind: 'entropy' };
  },
  prefillOptions: PrefillOptions,
  options: RunOptions,
): Promise<{ prefilled: PerSource<Prefilled>; selected: SelectedWeights }> {
  const size = trio.tokenizer.vocabularySize;
  if (rule.weights.kind === 'entropy') {
    const prefilled: Partial<Record<SourceId, Prefilled>> = {};
    for (const source of sourceIds) {
      prefilled[source] = await prefill(trio.models[source], prompt.ids, prefillOptions);
    }
    const complete = prefilled as PerSource<Prefilled>;
    const pair = selectByEntropy(
      perSource((source) => complete[source].row),
      size,
    );
    return { prefilled: complete, selected: { pair, origin: { kind: 'entropy', entropy: pair.value } } };
  }
  const prefilled = await prefillScored(trio.models, prompt.ids, trio.gridHistory, size, {
    ...prefillOptions,
    onProgress: options.onPrefill,
  });
  const scores = trio.gridHistory.scores(rule.weights.over === 'target' ? prompt.guides : () => true);
  if (scores.length === 0) {
    // A prompt of one token predicts nothing: the paper's usual pair.
    return { prefilled, selected: { pair: { alpha: 0.1, beta: 0.9 }, origin: { kind: 'fixed' } } };
  }
  const pair = selectByPerplexity(scores);
  return {
    prefilled,
    selected: {
      pair,
      origin: { kind: 'perplexity', meanNegativeLogLikelihood: pair.value, tokens: scores.length },
    },
  };
}

function finish(
  sources: readonly SourceId[],
  rule: RuleChoice,
  everything: boolean,
  prefilled: Partial<Record<SourceId, Prefilled>>,
  selected: SelectedWeights | undefined,
): PreparedSources {
  const running = needed(sources, rule, everything);
  return {
    running,
    rows: new Map(running.map((source) => [source, prefilled[source]!.row])),
    cachedTokens: Math.min(...running.map((source) => prefilled[source]!.cached)),
    ...(selected === undefined ? {} : { selected }),
  };
}

/** In order: what the rule weighs, and the source that judges plausibility. */
function needed(sources: readonly SourceId[], rule: RuleChoice, everything: boolean): readonly SourceId[] {
  return sourceIds.filter(
    (source) => everything || sources.includes(source) || rule.plausibility?.source === source,
  );
}
