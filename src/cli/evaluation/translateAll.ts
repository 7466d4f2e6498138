import { translate, type NamedRule, type TranslationExample, type Trio } from '../../engine/index.ts';
import { chrfPlusPlus } from './chrf.ts';
import type { Direction } from './dataset.ts';
import type { TextPair } from './scoredTexts.ts';

/** One rule's translations of a file. */
export interface TranslationScore {
  readonly name: string;
  readonly 'chrf++': number;
  /** Generated tokens of all texts. */
  readonly tokens: number;
  /** Translations that did not end of their own accord. */
  readonly brokenOff: number;
  readonly translations: readonly string[];
}

/**
 * Translates all texts with each rule, greedily, and measures them against their references.
 *
 * @throws TriMixError as `translate`
 */
export async function translateAll(
  trio: Trio,
  rules: readonly NamedRule[],
  pairs: readonly TextPair[],
  how: Direction & { readonly examples: readonly TranslationExample[]; readonly maxTokens: number },
  options: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (done: number, total: number) => void;
  } = {},
): Promise<readonly TranslationScore[]> {
  const { signal, onProgress } = options;
  const scores: TranslationScore[] = [];
  for (const { name, rule } of rules) {
    let tokens = 0;
    let brokenOff = 0;
    const translations: string[] = [];
    for (const { source } of pairs) {
      const request = { ...how, text: source, rule, sampling: { kind: 'greedy' } } as const;
      const found = await translate(trio, request, signal === undefined ? {} : { signal });
      tokens += found.tokens;
      if (found.stop !== 'natural-end' && found.stop !== 'end-of-text') brokenOff++;
      translations.push(found.text);
      onProgress?.(scores.length * pairs.length + translations.length, rules.length * pairs.length);
    }
    const judged = pairs.map(({ target }, index) => ({
      hypothesis: translations[index] ?? '',
      reference: target,
    }));
    scores.push({ name, 'chrf++': chrfPlusPlus(judged), tokens, brokenOff, translations });
  }
  return scores;
}
