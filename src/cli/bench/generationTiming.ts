import type { Generation } from '../../engine/index.ts';
import type { PlainDecoding } from '../../engine/decoding/plainDecoding.ts';
import { interleaved, type Limits } from './interleaved.ts';
import { median, overallMsPerToken } from './statistics.ts';

/** The ways to decode that are compared on every text. */
export const decodings = {
  /** Plain decoding: every model runs once for every token. */
  plain: { runAllSources: true, speculate: false },
  /** A source of weight 0 does not run. */
  skipping: { speculate: false },
  /** What the product does. */
  speculative: {},
} as const satisfies Record<string, PlainDecoding>;
export type Decoding = keyof typeof decodings;

/** What one prompt took, by variant. */
export interface PromptTiming<Variant extends string> {
  /** Of one generation. */
  readonly tokens: number;
  /** Medians of the rounds. */
  readonly msPerToken: Readonly<Record<Variant, number>>;
  /** Of the variant `speculative`, in all rounds together. */
  readonly drafted: number;
  readonly accepted: number;
}

/**
 * Times variants of one generation.
 *
 * @returns null when it wrote nothing
 */
export async function timePrompt<Variant extends string>(
  variants: readonly Variant[],
  limits: Limits,
  generate: (variant: Variant) => Promise<Generation>,
): Promise<PromptTiming<Variant> | null> {
  let drafted = 0;
  let accepted = 0;
  let tokens = 0;
  const found = await interleaved(variants, limits, async (variant) => {
    const { timings, speculation, ...generation } = await generate(variant);
    if (generation.tokens === 0) return null;
    if (variant === 'speculative') {
      ({ tokens } = generation);
      drafted += speculation.drafted;
      accepted += speculation.accepted;
    }
    return timings.decodeMs / generation.tokens;
  });
  if (variants.some((variant) => found[variant].length === 0)) return null;
  const entries = variants.map((variant) => [variant, median(found[variant])] as const);
  return {
    tokens,
    msPerToken: Object.fromEntries(entries) as Record<Variant, number>,
    drafted,
    accepted,
  };
}

/** Milliseconds per token of a variant over all prompts. */
export function msPerTokenOf<Variant extends string>(
  prompts: readonly PromptTiming<Variant>[],
  variant: Variant,
): number {
  return overallMsPerToken(
    prompts.map(({ tokens, msPerToken }) => ({ tokens, msPerToken: msPerToken[variant] })),
  );
}

/** Share of drafted tokens that were right; NaN when nothing was drafted. */
export function acceptanceOf(prompts: readonly PromptTiming<string>[]): number {
  const sum = (key: 'drafted' | 'accepted'): number => prompts.reduce((all, prompt) => all + prompt[key], 0);
  return sum('accepted') / sum('drafted');
}
