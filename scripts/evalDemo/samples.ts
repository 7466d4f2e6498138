import { complete, recommendedRule, type StopReason, type Trio } from '../../src/engine/index.ts';
import { nextUnitEnd } from '../../src/engine/text/units.ts';
import type { HeldOut } from './heldOut.ts';
import { judge } from './judge.ts';

/** What became of the sampled completions of one language. */
export interface Samples {
  readonly count: number;
  /** Letters in the language's script make up 90 % at least, and no cluster is broken. */
  readonly sound: number;
  readonly outOfScript: number;
  readonly broken: number;
  /** Nothing was offered. */
  readonly empty: number;
  readonly stops: Readonly<Partial<Record<StopReason, number>>>;
  readonly first: readonly { readonly prefix: string; readonly text: string }[];
}

const maxTokens = 32;
const shownSamples = 3;
const shownPrefixLength = 120;

/** Samples completions (temperature 0.8, top-p 0.9) after held-out prefixes, with the trio's recommended weights. */
export async function samples(trio: Trio, { tag, texts }: HeldOut, count: number): Promise<Samples> {
  const rule = recommendedRule(trio.info, { kind: 'completion', language: tag });
  const result = { sound: 0, outOfScript: 0, broken: 0, empty: 0 };
  const stops: Partial<Record<StopReason, number>> = {};
  const first: { prefix: string; text: string }[] = [];
  for (let index = 0; index < count; index++) {
    const prefix = prefixOf(texts[index % texts.length]!, tag, index);
    const { text, stop } = await complete(trio, {
      prefix,
      language: tag,
      rule,
      sampling: { kind: 'top-p', temperature: 0.8, topP: 0.9, seed: index + 1 },
      maxTokens,
      endAt: 'none',
    });
    stops[stop] = (stops[stop] ?? 0) + 1;
    result[judge(text, tag)]++;
    if (first.length < shownSamples && text.trim() !== '')
      first.push({ prefix: prefix.slice(-shownPrefixLength), text });
  }
  return { count, ...result, stops, first };
}

/** A part of a text up to the end of a word (Tibetan: syllable), another one each time round. */
function prefixOf(text: string, tag: HeldOut['tag'], index: number): string {
  const wanted = text.length * (0.3 + 0.4 * ((index * 0.618) % 1));
  let end = 0;
  while (end < wanted) end = nextUnitEnd(text, end, tag);
  return text.slice(0, end);
}
