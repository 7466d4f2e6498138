import { complete, type Generation, type RuleChoice, type Trio } from '../../engine/index.ts';
import { proposeAsRecorded } from '../../engine/decoding/speculation/proposal.ts';
import type { PlainDecoding } from '../../engine/decoding/plainDecoding.ts';
import type { LanguageTag } from '../../engine/text/languages.ts';
import { beginnings } from './benchTexts.ts';
import type { RecordedDrafts } from './draftOutcomes.ts';
import {
  acceptanceOf,
  decodings,
  msPerTokenOf,
  timePrompt,
  type Decoding,
  type PromptTiming,
} from './generationTiming.ts';
import type { Bench, SuiteResult } from './suite.ts';

/** α + β = 1: small-base has weight 0 and need not run. */
const twoSources: RuleChoice = { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } };
const smallCpt: RuleChoice = { kind: 'single', source: 'smallCpt' };

type Variant = Decoding | 'smallCpt';
const variants: readonly Variant[] = ['plain', 'skipping', 'speculative', 'smallCpt'];

/** How much is measured. */
export interface DecodeExtent {
  /** Texts in each language. */
  readonly texts: number;
  readonly maxTokens: number;
  /** For each text at most. */
  readonly rounds: number;
  /** Milliseconds for all texts together, about; each is measured once in any case. */
  readonly ms: number;
  /**
   * Drafts of models with made-up weights become as right and as wrong as those that were recorded. Each text is then
   * written once beforehand, to know what will be chosen.
   */
  readonly replay?: RecordedDrafts;
}

/** The suite `decode`. */
export function decodeSuite(trio: Trio, { quick, io }: Bench): Promise<SuiteResult> {
  return measureDecoding(
    trio,
    quick
      ? { texts: 1, maxTokens: 16, rounds: 3, ms: 4000 }
      : { texts: 4, maxTokens: 48, rounds: 5, ms: 150_000 },
    io,
  );
}

/**
 * Decoding speed on real text of all languages of the trio.
 *
 * `speculativeVsPlain`, `speculativeVsSkipping`, `skippingVsAllSources`, `trimixVsSmallCpt` compare milliseconds per
 * token; `plain` runs all three sources for every token and drafts nothing, `trimix` is what the product does. The same
 * with a language behind a dot is of that language alone. `acceptance` is the share of drafted tokens that were right.
 */
export async function measureDecoding(
  trio: Trio,
  extent: DecodeExtent,
  io: Pick<Bench['io'], 'packageRoot' | 'signal'>,
): Promise<SuiteResult> {
  const { languages } = trio.info;
  const all: PromptTiming<Variant>[] = [];
  const results: SuiteResult[] = [];
  for (const language of languages) {
    const texts = beginnings(io.packageRoot, language, extent.texts);
    const ms = extent.ms / languages.length / texts.length;
    const prompts: PromptTiming<Variant>[] = [];
    for (const [index, prefix] of texts.entries()) {
      const outcomes = extent.replay?.[language]?.[index] ?? [];
      const generate = completer(trio, language, prefix, extent.maxTokens, io.signal);
      const speculative =
        outcomes.length === 0
          ? decodings.speculative
          : { propose: proposeAsRecorded(await writtenTokens(generate), outcomes) };
      const limits = { rounds: extent.rounds, ms, warmUp: outcomes.length === 0 };
      const timing = await timePrompt(variants, limits, (variant) =>
        variant === 'smallCpt'
          ? generate(smallCpt, {})
          : generate(twoSources, variant === 'speculative' ? speculative : decodings[variant]),
      );
      if (timing !== null) prompts.push(timing);
    }
    all.push(...prompts);
    results.push(summary(prompts, `.${language}`));
  }
  const overall = summary(all, '');
  return {
    ratios: Object.assign(
      {},
      overall.ratios,
      ...results.map(({ ratios }) => ratios),
    ) as SuiteResult['ratios'],
    measurements: Object.assign(
      {},
      overall.measurements,
      ...results.map(({ measurements }) => measurements),
    ) as SuiteResult['measurements'],
  };
}

type Generate = (rule: RuleChoice, plain: PlainDecoding, trace?: 'used') => Promise<Generation>;

function completer(
  trio: Trio,
  language: LanguageTag,
  prefix: string,
  maxTokens: number,
  signal: AbortSignal,
): Generate {
  const sampling = { kind: 'greedy' } as const;
  return (rule, plain, trace) =>
    complete(
      trio,
      { prefix, language, maxTokens, endAt: 'none', rule, sampling },
      trace === undefined ? { signal } : { signal, trace },
      plain,
    );
}

/** What the mix writes: drafts change nothing of it. */
async function writtenTokens(generate: Generate): Promise<readonly number[]> {
  const { trace } = await generate(twoSources, decodings.plain, 'used');
  return trace.map(({ token }) => token);
}

function summary(prompts: readonly PromptTiming<Variant>[], suffix: string): SuiteResult {
  const plain = msPerTokenOf(prompts, 'plain');
  const skipping = msPerTokenOf(prompts, 'skipping');
  const speculative = msPerTokenOf(prompts, 'speculative');
  const alone = msPerTokenOf(prompts, 'smallCpt');
  return {
    ratios: {
      [`speculativeVsPlain${suffix}`]: plain / speculative,
      [`speculativeVsSkipping${suffix}`]: skipping / speculative,
      [`skippingVsAllSources${suffix}`]: plain / skipping,
      [`trimixVsSmallCpt${suffix}`]: alone / speculative,
    },
    measurements: {
      [`plainMsPerToken${suffix}`]: plain,
      [`skippingMsPerToken${suffix}`]: skipping,
      [`trimixMsPerToken${suffix}`]: speculative,
      [`smallCptMsPerToken${suffix}`]: alone,
      [`acceptance${suffix}`]: acceptanceOf(prompts),
    },
  };
}
