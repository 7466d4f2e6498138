import { recommendedRule, translate, type Trio } from '../../engine/index.ts';
import { translations } from './benchTexts.ts';
import {
  acceptanceOf,
  decodings,
  msPerTokenOf,
  timePrompt,
  type Decoding,
  type PromptTiming,
} from './generationTiming.ts';
import type { Bench, SuiteResult } from './suite.ts';

const variants = Object.keys(decodings) as Decoding[];

/**
 * Translating real sentences from English, with examples in the prompt. What repeats there, or in the answer itself, is
 * a draft that costs no run. `translationSpeculativeVsPlain`, `translationSpeculativeVsSkipping`: as those of `decode`.
 */
export async function translationSuite(trio: Trio, { quick, io }: Bench): Promise<SuiteResult> {
  const { languages } = trio.info;
  const maxTokens = quick ? 12 : 64;
  const prompts: PromptTiming<Decoding>[] = [];
  for (const tag of quick ? languages.slice(0, 2) : languages) {
    for (const passage of translations(io.packageRoot, tag, quick ? 1 : 3)) {
      const { from, to } = passage;
      const request = {
        ...passage,
        examples: passage.examples.slice(0, quick ? 1 : 3),
        maxTokens,
        rule: recommendedRule(trio.info, { kind: 'translation', from, to }),
        sampling: { kind: 'greedy' },
      } as const;
      const limits = quick ? { rounds: 2, ms: 1500, warmUp: true } : { rounds: 5, ms: 6000, warmUp: true };
      const timing = await timePrompt(variants, limits, (variant) =>
        translate(trio, request, { signal: io.signal }, decodings[variant]),
      );
      if (timing !== null) prompts.push(timing);
    }
  }
  const ms = (variant: Decoding): number => msPerTokenOf(prompts, variant);
  return {
    ratios: {
      translationSpeculativeVsPlain: ms('plain') / ms('speculative'),
      translationSpeculativeVsSkipping: ms('skipping') / ms('speculative'),
    },
    measurements: {
      translationPlainMsPerToken: ms('plain'),
      translationSkippingMsPerToken: ms('skipping'),
      translationMsPerToken: ms('speculative'),
      translationAcceptance: acceptanceOf(prompts),
    },
  };
}
