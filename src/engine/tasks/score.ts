import { evidenceStart, OnlineTrack } from '../decoding/onlineTrack.ts';
import { prefillChunk } from '../decoding/prefill.ts';
import { yieldToEventLoop } from '../decoding/yieldToEventLoop.ts';
import { throwIfAborted, TriMixError } from '../errors.ts';
import { logSumExp } from '../fusion/distribution.ts';
import { gridIndex, type GridRows, type WeightPair } from '../fusion/grid.ts';
import { scoreGrid } from '../fusion/gridScorer.ts';
import { checkRule, makeRule, selectedFromPrompt } from '../fusion/makeRule.ts';
import { mixLogits, type SourceLogits } from '../fusion/mix.ts';
import { constrainToPlausible } from '../fusion/plausibility.ts';
import type { RuleChoice, WeightChoice } from '../fusion/ruleChoice.ts';
import { ruleForLoaded } from '../fusion/ruleForLoaded.ts';
import { perSource, sourceIds, sourcesWith, type PerSource } from '../fusion/sources.ts';
import { weightsByEntropy, weightsByPerplexity, type SelectedWeights } from '../fusion/weightSelection.ts';
import { isLanguageTag, type LanguageTag, type TranslationTag } from '../text/languages.ts';
import { encodeWithSpans } from '../tokenizer/byteSpans.ts';
import type { Trio } from '../trio/trio.ts';
import { tokensInRanges, tokensInScript, type TextRange } from './guideTokens.ts';

/** A text of which the last part is measured. */
export interface ScoredText {
  /** What the models may read without being measured; may be empty. */
  readonly context: string;
  /** What is measured. */
  readonly target: string;
  /** Parts of `context` that guide weights «over the target»; without them, the tokens in the script of `language`. */
  readonly guides?: readonly TextRange[];
  readonly language: TranslationTag;
  /** Whose small-cpt reads the text; default: that of `language`, or the one in memory for English and Chinese. */
  readonly smallCpt?: LanguageTag;
}

/** A rule with the name its report carries. */
export interface NamedRule {
  readonly name: string;
  readonly rule: RuleChoice;
}

/** How well a rule predicts the targets of all texts together. */
export interface ScoreReport {
  readonly name: string;
  /** Tokens and UTF-8 bytes measured. */
  readonly tokens: number;
  readonly bytes: number;
  /** Sum over all tokens, in nats. */
  readonly negativeLogLikelihood: number;
  /** exp(negativeLogLikelihood / tokens) */
  readonly perplexity: number;
  /** exp(negativeLogLikelihood / bytes) */
  readonly perplexityPerByte: number;
  /** Weights averaged over the measured tokens. */
  readonly meanWeights: PerSource<number>;
}

/** What a score is told besides texts and rules. */
export interface ScoreOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Measures rules side by side on the same texts: each model reads each text once, every rule mixes the same rows.
 *
 * Texts longer than the models' context are cut at its end. The grid of 36 pairs costs little more than one rule.
 *
 * @throws TriMixError `perplexity-no-tokens`, `language-not-in-trio`, `rule-invalid`, `source-not-loaded`, `inference-failed`,
 *   `model-weights-not-finite`, `cancelled`
 */
export async function scoreTexts(
  trio: Trio,
  texts: readonly ScoredText[],
  rules: readonly NamedRule[],
  options: ScoreOptions = {},
): Promise<readonly ScoreReport[]> {
  for (const { rule } of rules) checkRule(rule);
  const totals = rules.map(({ name }) => new Total(name));
  let bytes = 0;
  for (const [index, text] of texts.entries()) {
    bytes += await scoreText(trio, text, rules, totals, options.signal);
    options.onProgress?.(index + 1, texts.length);
  }
  if (totals.some(({ tokens }) => tokens === 0)) throw new TriMixError('perplexity-no-tokens');
  return totals.map((total) => total.report(bytes));
}

/** Running sums of one rule. */
class Total {
  readonly name: string;
  tokens = 0;
  #negativeLogLikelihood = 0;
  readonly #weights: Record<'largeIns' | 'smallCpt' | 'smallBase', number> = { ...perSource(() => 0) };

  constructor(name: string) {
    this.name = name;
  }

  add(logprob: number, weights: PerSource<number>): void {
    this.tokens++;
    this.#negativeLogLikelihood -= logprob;
    for (const source of sourceIds) this.#weights[source] += weights[source];
  }

  report(bytes: number): ScoreReport {
    const nll = this.#negativeLogLikelihood;
    return {
      name: this.name,
      tokens: this.tokens,
      bytes,
      negativeLogLikelihood: nll,
      perplexity: Math.exp(nll / this.tokens),
      perplexityPerByte: Math.exp(nll / bytes),
      meanWeights: perSource((source) => this.#weights[source] / this.tokens),
    };
  }
}

/** @returns the UTF-8 bytes that were measured */
async function scoreText(
  trio: Trio,
  text: ScoredText,
  rules: readonly NamedRule[],
  totals: readonly Total[],
  signal: AbortSignal | undefined,
): Promise<number> {
  const adapted = text.smallCpt ?? text.language;
  if (isLanguageTag(adapted)) await trio.useLanguage(adapted, signal);
  const { tokenizer } = trio;
  const whole = text.context + text.target;
  const encoded = encodeWithSpans(tokenizer, whole);
  const context = trio.contextLength;
  const ids = encoded.ids.slice(0, context);
  const contextBytes = Buffer.byteLength(text.context);
  const begin = encoded.ends.findIndex((end) => end > contextBytes);
  // Nothing predicts the first token of all.
  const first = Math.max(1, begin);
  if (begin < 0 || first >= ids.length) return 0;
  const size = tokenizer.vocabularySize;
  const rows = await allRows(trio, ids, signal);
  const rowAt = (position: number): SourceLogits =>
    perSource((source) => rows[source]?.[position]!.subarray(0, size) ?? null);
  const gridScores: (Float64Array | undefined)[] = [];
  // The grid's score of token i, predicted at position i − 1.
  const gridAt = (index: number): Float64Array =>
    (gridScores[index] ??= scoreGrid(gridRows(rowAt(index - 1)), ids[index]!, size));
  const isGuide =
    text.guides === undefined
      ? tokensInScript(ids, tokenizer, text.language)
      : tokensInRanges(encoded, whole, text.guides);
  const guiding = ids.map((_, index) => isGuide(index));
  const guides = (index: number): boolean => guiding[index] === true;
  const scratch = new Float32Array(size);
  const loaded = sourcesWith(trio.models);
  for (const [at, named] of rules.entries()) {
    const rule = ruleForLoaded(named.rule, loaded);
    const total = totals[at]!;
    const ruleAt = resolveRule(rule, first, rowAt, gridAt, guides, size);
    for (let index = first; index < ids.length; index++) {
      throwIfAborted(signal);
      const resolved = ruleAt(index);
      const onGrid = resolved.pair === null ? -1 : gridIndex(resolved.pair);
      const useGrid = onGrid >= 0 && rule.plausibility === undefined;
      const logits = rowAt(index - 1);
      const weights = resolved.rule.weigh(logits, size);
      total.add(
        useGrid ? gridAt(index)[onGrid]! : fusedLogprob(logits, weights, ids[index]!, size, scratch, rule),
        weights,
      );
    }
    await yieldToEventLoop();
  }
  return encoded.ends[ids.length - 1]! - (encoded.ends[first - 1] ?? 0);
}

/** Runs the loaded models over all ids and keeps every row; null for a source that is not in memory. */
async function allRows(
  trio: Trio,
  ids: readonly number[],
  signal: AbortSignal | undefined,
): Promise<PerSource<readonly Float32Array[] | null>> {
  const rows = perSource<Float32Array[] | null>((source) => (trio.models[source] === null ? null : []));
  for (const source of sourceIds) {
    const model = trio.models[source];
    if (model === null) continue;
    model.rewind(0);
    for (let at = 0; at < ids.length; at += prefillChunk) {
      throwIfAborted(signal);
      const piece = ids.slice(at, at + prefillChunk);
      const { data, width } = await model.append(piece, piece.length);
      for (let i = 0; i < piece.length; i++) rows[source]?.push(data.subarray(i * width, (i + 1) * width));
      await yieldToEventLoop();
    }
  }
  return rows;
}

/** The grid is searched only where large-ins and small-cpt are in memory (`ruleForLoaded`). */
function gridRows({ largeIns, smallCpt, smallBase }: SourceLogits): GridRows {
  if (largeIns === null || smallCpt === null) throw new Error('The grid needs large-ins and small-cpt.');
  return { largeIns, smallCpt, smallBase };
}

interface ResolvedRule {
  readonly rule: ReturnType<typeof makeRule>;
  /** The pair of TriMix; null for other rules. */
  readonly pair: WeightPair | null;
}

/**
 * The rule for each token. Weights are selected as a generation would that begins after the context; those that follow
 * the document, as one would that begins at the token.
 */
function resolveRule(
  choice: RuleChoice,
  first: number,
  rowAt: (position: number) => SourceLogits,
  gridAt: (index: number) => Float64Array,
  guides: (index: number) => boolean,
  size: number,
): (index: number) => ResolvedRule {
  if (!selectedFromPrompt(choice)) {
    const fixed = choice.kind === 'trimix' && choice.weights.kind === 'fixed' ? choice.weights : null;
    const resolved = { rule: makeRule(choice), pair: fixed };
    return () => resolved;
  }
  const { weights } = choice;
  const made = (selected: SelectedWeights): ResolvedRule => ({
    rule: makeRule(choice, selected),
    pair: selected.pair,
  });
  if (weights.kind === 'online') {
    let track: OnlineTrack | null = null;
    return (index) => {
      const from = evidenceStart(index, weights);
      if (track?.isFor(weights, from) !== true) track = new OnlineTrack(weights, from);
      return made(track.weights(index, gridAt, guides));
    };
  }
  const resolved = made(selectWeights(weights, first, rowAt, gridAt, guides, size));
  return () => resolved;
}

function selectWeights(
  weights: Exclude<WeightChoice, { kind: 'fixed' | 'online' }>,
  first: number,
  rowAt: (position: number) => SourceLogits,
  gridAt: (index: number) => Float64Array,
  guides: (index: number) => boolean,
  size: number,
): SelectedWeights {
  if (weights.kind === 'entropy') return weightsByEntropy(rowAt(first - 1), size);
  const prompt = Array.from({ length: first - 1 }, (_, at) => at + 1);
  const guiding = weights.over === 'target' ? prompt.filter(guides) : prompt;
  return weightsByPerplexity((guiding.length > 0 ? guiding : prompt).map(gridAt), weights.cautious === true);
}

/** @throws TriMixError `model-weights-not-finite` */
function fusedLogprob(
  logits: SourceLogits,
  weights: PerSource<number>,
  token: number,
  size: number,
  scratch: Float32Array,
  rule: RuleChoice,
): number {
  mixLogits(logits, weights, size, scratch);
  if (rule.plausibility !== undefined) {
    constrainToPlausible(scratch, logits[rule.plausibility.source]!, rule.plausibility.threshold, size);
  }
  const logprob = scratch[token]! - logSumExp(scratch, size);
  if (Number.isNaN(logprob)) throw new TriMixError('model-weights-not-finite', { source: 'mix' });
  return logprob;
}
