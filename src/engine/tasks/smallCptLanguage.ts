import { isLanguageTag, type LanguageTag, type TranslationTag } from '../text/languages.ts';

/** The language whose small-cpt a translation needs: the target's, else the source's; null from English into Chinese. */
export function smallCptLanguage(from: TranslationTag, to: TranslationTag): LanguageTag | null {
  return [to, from].find(isLanguageTag) ?? null;
}
