import { complete, type Generation, type RuleChoice, type Trio } from '../../engine/index.ts';
import type { PlainDecoding } from '../../engine/decoding/plainDecoding.ts';
import type { Io } from '../io.ts';
import { passages } from './passages.ts';
import { median } from './statistics.ts';
import type { SuiteResult } from './suite.ts';

/** α + β = 1: small-base has weight 0 and need not run. */
const twoSources: RuleChoice = { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } };
const smallCpt: RuleChoice = { kind: 'single', source: 'smallCpt' };

/** The ways to decode that are compared; within a round each runs once, so that a slow moment hits all of them. */
const variants = {
  smallCpt: { rule: smallCpt, plain: {} },
  trimix: { rule: twoSources, plain: {} },
  trimixNoDrafts: { rule: twoSources, plain: { speculate: false } },
  trimixAllSources: { rule: twoSources, plain: { runAllSources: true } },
  trimixNoReuse: { rule: twoSources, plain: { reusePrefix: false } },
} as const satisfies Record<string, { rule: RuleChoice; plain: PlainDecoding }>;
type Variant = keyof typeof variants;

/** Repeats of the passage before the cursor, so that a prefill is worth measuring. */
const passageRepeats = 6;

/**
 * Decoding speed and the time to the first token. Ratios say how many times faster the first is than the second.
 *
 * `trimixVsSmallCpt`, `speculativeVsPlain`, `skippingVsAllSources`: milliseconds per token; `prefixReuseVsNone`: prefill of a prompt that
 * grew by a few words since the last one.
 */
export async function decodeSuite(trio: Trio, quick: boolean, io: Io): Promise<SuiteResult> {
  const rounds = quick ? 3 : 15;
  const maxTokens = quick ? 16 : 48;
  const [language] = trio.info.languages;
  if (language === undefined) throw new Error('A trio has at least one language.');
  const passage = `${passages[language]} `.repeat(passageRepeats);
  const perToken = emptyLists();
  const prefill = emptyLists();
  let drafted = 0;
  let accepted = 0;
  const generate = (variant: Variant, prefix: string): Promise<Generation> => {
    const { rule, plain } = variants[variant];
    const request = {
      prefix,
      language,
      maxTokens,
      endAt: 'none',
      rule,
      sampling: { kind: 'greedy' },
    } as const;
    return complete(trio, request, { signal: io.signal }, plain);
  };
  for (let round = 0; round <= rounds; round++) {
    for (const variant of Object.keys(variants) as Variant[]) {
      await generate(variant, passage);
      const { tokens, timings, speculation } = await generate(
        variant,
        passage + passages[language].slice(0, 20),
      );
      // The first round warms up memory and caches.
      if (round === 0 || tokens === 0) continue;
      perToken[variant].push(timings.decodeMs / tokens);
      prefill[variant].push(timings.prefillMs);
      if (variant !== 'trimix') continue;
      drafted += speculation.drafted;
      accepted += speculation.accepted;
    }
  }
  const ms = (values: Record<Variant, number[]>, variant: Variant): number => median(values[variant]);
  return {
    ratios: {
      trimixVsSmallCpt: ms(perToken, 'smallCpt') / ms(perToken, 'trimix'),
      speculativeVsPlain: ms(perToken, 'trimixNoDrafts') / ms(perToken, 'trimix'),
      skippingVsAllSources: ms(perToken, 'trimixAllSources') / ms(perToken, 'trimix'),
      prefixReuseVsNone: ms(prefill, 'trimixNoReuse') / ms(prefill, 'trimix'),
    },
    measurements: {
      smallCptMsPerToken: ms(perToken, 'smallCpt'),
      trimixMsPerToken: ms(perToken, 'trimix'),
      trimixNoDraftsMsPerToken: ms(perToken, 'trimixNoDrafts'),
      acceptedDraftsShare: drafted === 0 ? Number.NaN : accepted / drafted,
      trimixAllSourcesMsPerToken: ms(perToken, 'trimixAllSources'),
      prefillReusedMs: ms(prefill, 'trimix'),
      prefillWholeMs: ms(prefill, 'trimixNoReuse'),
    },
  };
}

/** Milliseconds of each round, by variant. */
function emptyLists(): Record<Variant, number[]> {
  return { smallCpt: [], trimix: [], trimixNoDrafts: [], trimixAllSources: [], trimixNoReuse: [] };
}
