import { evidenceStart, OnlineTrack } from '../decoding/onlineTrack.ts';
import { assertNever, TriMixError } from '../errors.ts';
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
import { readSideBySide } from './readSideBySide.ts';

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
 * Measures rules side by side on the same texts: each model reads each text once, every rule mixes the same rows, and
 * those of one chunk are in memory at a time.
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
  const isGuide =
    text.guides === undefined
      ? tokensInScript(ids, tokenizer, text.language)
      : tokensInRanges(encoded, whole, text.guides);
  const guiding = ids.map((_, index) => isGuide(index));
  const guides = (index: number): boolean => guiding[index] === true;
  const loaded = sourcesWith(trio.models);
  const choices = rules.map(({ rule }) => ruleForLoaded(rule, loaded));
  const isEvidence = evidence(choices, first, guides);
  const gridScores = new Map<number, Float64Array>();
  let ruleAt: readonly ((index: number) => ResolvedRule)[] | null = null;
  const scratch = new Float32Array(size);
  // The row at a position predicts the token after it.
  const wants = (position: number): boolean =>
    position + 1 < ids.length && (position + 1 >= first || isEvidence(position + 1));
  for await (const { position, logits } of readSideBySide(trio, ids, wants, size, signal)) {
    const index = position + 1;
    const token = ids[index]!;
    const gridAt = (other: number): Float64Array => {
      const known = gridScores.get(other);
      if (known !== undefined) return known;
      if (other !== index) throw new Error(`Token ${other} was not scored when its row was there.`);
      const scores = scoreGrid(gridRows(logits), token, size);
      gridScores.set(index, scores);
      return scores;
    };
    // Its row will be gone when its score is asked for.
    if (isEvidence(index)) gridAt(index);
    if (index < first) continue;
    ruleAt ??= choices.map((choice) => resolveRule(choice, first, logits, gridScores, guides, size));
    for (const [at, rule] of choices.entries()) {
      const resolved = ruleAt[at]!(index);
      const onGrid = resolved.pair === null ? -1 : gridIndex(resolved.pair);
      const useGrid = onGrid >= 0 && rule.plausibility === undefined;
      const weights = resolved.rule.weigh(logits, size);
      totals[at]!.add(
        useGrid ? gridAt(index)[onGrid]! : fusedLogprob(logits, weights, token, size, scratch, rule),
        weights,
      );
    }
  }
  return encoded.ends[ids.length - 1]! - (encoded.ends[first - 1] ?? 0);
}

/** Tokens whose scores under the grid are asked for when other tokens are measured. */
function evidence(
  choices: readonly RuleChoice[],
  first: number,
  guides: (index: number) => boolean,
): (index: number) => boolean {
  const tests = choices.flatMap((choice): ((index: number) => boolean)[] => {
    if (!selectedFromPrompt(choice)) return [];
    const { weights } = choice;
    switch (weights.kind) {
      case 'entropy':
        return [];
      case 'perplexity': {
        const guiding = new Set(promptEvidence(weights, first, guides));
        return [(index) => guiding.has(index)];
      }
      case 'online': {
        // It never moves back.
        const from = evidenceStart(first, weights);
        return [(index) => index >= from && guides(index)];
      }
      default:
        return assertNever(weights);
    }
  });
  return (index) => tests.some((test) => test(index));
}

/** Tokens of the prompt by which weights are selected. */
function promptEvidence(
  { over }: Extract<WeightChoice, { kind: 'perplexity' }>,
  first: number,
  guides: (index: number) => boolean,
): readonly number[] {
  const prompt = Array.from({ length: first - 1 }, (_, at) => at + 1);
  const guiding = over === 'target' ? prompt.filter(guides) : prompt;
  return guiding.length > 0 ? guiding : prompt;
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
 *
 * @param logits rows at the end of the context
 * @param gridScores of the tokens that are evidence, at the latest when a token after them is asked for
 */
function resolveRule(
  choice: RuleChoice,
  first: number,
  logits: SourceLogits,
  gridScores: ReadonlyMap<number, Float64Array>,
  guides: (index: number) => boolean,
  size: number,
): (index: number) => ResolvedRule {
  if (!selectedFromPrompt(choice)) {
    const fixed = choice.kind === 'trimix' && choice.weights.kind === 'fixed' ? choice.weights : null;
    const resolved = { rule: makeRule(choice), pair: fixed };
    return () => resolved;
  }
  const { weights } = choice;
  const scoreOf = (token: number): Float64Array => gridScores.get(token)!;
  const made = (selected: SelectedWeights): ResolvedRule => ({
    rule: makeRule(choice, selected),
    pair: selected.pair,
  });
  switch (weights.kind) {
    case 'online': {
      let track: OnlineTrack | null = null;
      return (index) => {
        const from = evidenceStart(index, weights);
        if (track?.isFor(weights, from) !== true) track = new OnlineTrack(weights, from);
        return made(track.weights(index, scoreOf, guides));
      };
    }
    case 'entropy': {
      const resolved = made(weightsByEntropy(logits, size));
      return () => resolved;
    }
    case 'perplexity': {
      const scores = promptEvidence(weights, first, guides).map(scoreOf);
      const resolved = made(weightsByPerplexity(scores, weights.cautious === true));
      return () => resolved;
    }
    default:
      return assertNever(weights);
  }
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
