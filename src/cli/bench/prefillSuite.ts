import { complete, type RuleChoice, type Timings, type Trio } from '../../engine/index.ts';
import type { PlainDecoding } from '../../engine/decoding/plainDecoding.ts';
import { longText } from './benchTexts.ts';
import { interleaved } from './interleaved.ts';
import { median } from './statistics.ts';
import { firstLanguage, type Bench, type SuiteResult } from './suite.ts';

const trimix: RuleChoice = { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } };
const smallCpt: RuleChoice = { kind: 'single', source: 'smallCpt' };

const variants = {
  smallCpt: { rule: smallCpt, plain: { reusePrefix: false } },
  trimix: { rule: trimix, plain: { reusePrefix: false } },
  reused: { rule: trimix, plain: {} },
} as const satisfies Record<string, { rule: RuleChoice; plain: PlainDecoding }>;

/** A word or two, in UTF-16 units: what was typed since the last prompt. */
const typed = 12;

/**
 * Reading a prompt until its first token. `prefixReuseVsNone`: a prompt that grew by a few words since the last one,
 * with what stood before kept and read anew.
 */
export async function prefillSuite(trio: Trio, { quick, io }: Bench): Promise<SuiteResult> {
  const language = firstLanguage(trio);
  const text = longText(io.packageRoot, language, quick ? 400 : 1600);
  const read = async (prefix: string, rule: RuleChoice, plain: PlainDecoding): Promise<Timings> => {
    const request = { prefix, language, maxTokens: 1, endAt: 'none', rule } as const;
    const { timings } = await complete(
      trio,
      { ...request, sampling: { kind: 'greedy' } },
      { signal: io.signal },
      plain,
    );
    return timings;
  };
  const limits = quick ? { rounds: 3, ms: 3000, warmUp: true } : { rounds: 15, ms: 60_000, warmUp: true };
  const names = Object.keys(variants) as (keyof typeof variants)[];
  const found = await interleaved(names, limits, async (variant) => {
    const { rule, plain } = variants[variant];
    // The caches hold the text without its end, whatever the variant before left there.
    if (variant === 'reused') await read(text.slice(0, -typed), rule, {});
    const { prefillMs, promptTokens, cachedTokens } = await read(text, rule, plain);
    return { prefillMs, promptTokens, perSecond: (1000 * (promptTokens - cachedTokens)) / prefillMs };
  });
  const ms = (variant: keyof typeof variants): number =>
    median(found[variant].map(({ prefillMs }) => prefillMs));
  const perSecond = (variant: keyof typeof variants): number =>
    median(found[variant].map((one) => one.perSecond));
  return {
    ratios: { prefixReuseVsNone: ms('trimix') / ms('reused') },
    measurements: {
      promptTokens: median(found.trimix.map(({ promptTokens }) => promptTokens)),
      smallCptPrefillTokensPerSecond: perSecond('smallCpt'),
      prefillTokensPerSecond: perSecond('trimix'),
      prefillReusedMs: ms('reused'),
      prefillWholeMs: ms('trimix'),
    },
  };
}
