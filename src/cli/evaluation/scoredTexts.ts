import {
  smallCptLanguage,
  translationPrompt,
  type ScoredText,
  type TranslationExample,
  type Trio,
} from '../../engine/index.ts';
import { assertProcessable } from '../../engine/text/wellFormed.ts';
import { nextUnitEnd } from '../../engine/text/units.ts';
import type { LanguageTag, TranslationTag } from '../../engine/text/languages.ts';

/** A pair of texts to measure a translation with. */
export interface TextPair {
  readonly source: string;
  readonly target: string;
}

/** Texts ready to be scored, and how many could not be. */
export interface ScoredTexts {
  readonly texts: readonly ScoredText[];
  /** Texts that do not fit into the context of the models. */
  readonly skipped: number;
  /** Examples in a prompt, on average. */
  readonly shots: number;
}

/** The first quarter of a text is read without being measured: rules that select weights look at it. */
const readShare = 0.25;

/** Texts for plain continuation: the end of each is measured, from a word (Tibetan: syllable) on. */
export function continuationTexts(lines: readonly string[], language: LanguageTag): ScoredTexts {
  const texts = lines.map((line) => {
    assertProcessable(line);
    let start = 0;
    while (start < line.length * readShare) start = nextUnitEnd(line, start, language);
    return { context: line.slice(0, start), target: line.slice(start), language };
  });
  return { texts: texts.filter(({ target }) => target !== ''), skipped: 0, shots: 0 };
}

/** The answers of translation prompts, with as many examples as fit into the models' context. */
export function translationTexts(
  trio: Trio,
  pairs: readonly TextPair[],
  examples: readonly TranslationExample[],
  direction: { readonly from: TranslationTag; readonly to: TranslationTag },
): ScoredTexts {
  const { from, to } = direction;
  const adapted = smallCptLanguage(from, to);
  const smallCpt = adapted === null ? {} : { smallCpt: adapted };
  const limit = trio.contextLength;
  const texts: ScoredText[] = [];
  let shots = 0;
  for (const pair of pairs) {
    assertProcessable(pair.source);
    assertProcessable(pair.target);
    const target = ` ${pair.target.trim()}`;
    for (let count = examples.length; count >= 0; count--) {
      const prompt = translationPrompt(from, to, pair.source, examples.slice(0, count));
      if (trio.tokenizer.encode(prompt.text + target).length > limit) continue;
      const guides = prompt.targets.length > 0 ? { guides: prompt.targets } : {};
      texts.push({ context: prompt.text, target, language: to, ...guides, ...smallCpt });
      shots += count;
      break;
    }
  }
  return {
    texts,
    skipped: pairs.length - texts.length,
    shots: texts.length === 0 ? 0 : shots / texts.length,
  };
}
