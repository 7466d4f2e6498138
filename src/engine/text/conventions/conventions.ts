import { clusterBoundaryBefore } from '../graphemes.ts';
import type { TranslationTag } from '../languages.ts';
import { arabicPunctuation } from './arabicPunctuation.ts';
import type { Convention, Rewriting } from './convention.ts';
import { kazakhHamza } from './kazakhHamza.ts';
import { mongolianSuffixes } from './mongolianSuffixes.ts';
import { normalizationForm, withoutPresentationForms } from './normalizationForm.ts';
import { quotes } from './quotes.ts';
import { cleanStart, noSpaceBeforeSigns, spaceBeforeMongolianSigns } from './spaces.ts';
import { doubleShad, spaceAfterShad, tshegBeforeShad, tshegBetweenSyllables } from './tibetanSigns.ts';

/**
 * How a document is written, where its language leaves a choice. Generated text is adapted to it, and only that: the
 * document is never changed.
 */
export interface Conventions {
  /**
   * Generated text as the document's writer would have written it.
   *
   * @param text from its beginning, whole grapheme clusters
   */
  readonly apply: (text: string) => string;
  /** The beginning of a growing text that `apply` will not write otherwise, whatever follows. */
  readonly settled: (text: string) => string;
}

const conventionsOf: Readonly<Record<TranslationTag, readonly Convention[]>> = {
  bo: [tshegBetweenSyllables, tshegBeforeShad, doubleShad, spaceAfterShad, quotes],
  ug: [noSpaceBeforeSigns, arabicPunctuation, quotes, normalizationForm],
  'kk-Arab': [noSpaceBeforeSigns, arabicPunctuation, kazakhHamza, quotes, normalizationForm],
  'kk-Cyrl': [noSpaceBeforeSigns, quotes, normalizationForm],
  'mn-Mong': [spaceBeforeMongolianSigns, mongolianSuffixes, quotes],
  'mn-Cyrl': [noSpaceBeforeSigns, quotes, normalizationForm],
  en: [noSpaceBeforeSigns, quotes, normalizationForm],
  zh: [],
};

/**
 * Reads the conventions of a document.
 *
 * @param document text in the language; several thousand characters are plenty
 * @param before what stands directly before the generated text; '' for a text of its own
 */
export function readConventions(document: string, tag: TranslationTag, before: string): Conventions {
  const rewritings: readonly Rewriting[] = [
    cleanStart,
    withoutPresentationForms,
    ...conventionsOf[tag].flatMap((convention) => convention.read(document) ?? []),
  ];
  const open = (text: string): number => Math.max(...rewritings.map((rewriting) => rewriting.open(text)));
  return {
    apply: (text) => rewritings.reduce((written, rewriting) => rewriting.apply(written, before), text),
    settled: (text) => {
      let end = text.length;
      // What is held back may have been what something before it waited for.
      for (let held = open(text); held > 0 && end > 0; held = open(text.slice(0, end))) end -= held;
      return text.slice(0, clusterBoundaryBefore(text, end));
    },
  };
}
