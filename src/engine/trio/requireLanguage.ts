import { TriMixError } from '../errors.ts';
import { isLanguageTag, language, type TranslationTag } from '../text/languages.ts';
import type { TrioInfo } from './trioInfo.ts';

/**
 * Refuses a language that the trio was not trained on; languages at the other end of a translation always pass.
 *
 * @throws TriMixError `language-not-in-trio`
 */
export function requireLanguage(trio: Pick<TrioInfo, 'languages' | 'title'>, tag: TranslationTag): void {
  if (!isLanguageTag(tag) || trio.languages.includes(tag)) return;
  throw new TriMixError('language-not-in-trio', { trio: trio.title, language: language(tag).displayName });
}
