import { detectLanguage } from '../engine/text/detect.ts';
import {
  isLanguageTag,
  isTranslationTag,
  languageTags,
  pivotTags,
  type LanguageTag,
  type TranslationTag,
} from '../engine/text/languages.ts';
import { TriMixError } from '../engine/index.ts';
import { UsageError } from './failure.ts';

/** A language written in two scripts, with the script of the published checkpoints (corpus MC²) first. */
const scriptsOf: Readonly<Record<string, readonly LanguageTag[]>> = {
  kk: ['kk-Arab', 'kk-Cyrl'],
  mn: ['mn-Mong', 'mn-Cyrl'],
};

/** Tags that name a script which goes without saying. */
const aliases: Readonly<Record<string, TranslationTag>> = {
  'bo-tibt': 'bo',
  'ug-arab': 'ug',
  'en-latn': 'en',
  'zh-hans': 'zh',
};

/**
 * Reads a language. `kk` and `mn` without a script: the one that `text` is written in, else the published
 * checkpoints' script.
 *
 * @throws UsageError
 */
export function parseLanguage(option: string, value: string, text: string): TranslationTag {
  const wanted = value.toLowerCase();
  const variants = scriptsOf[wanted];
  if (variants !== undefined) return inScriptOf(text, variants) ?? variants[0]!;
  const tag = [...languageTags, ...pivotTags].find((candidate) => candidate.toLowerCase() === wanted);
  const found = tag ?? aliases[wanted];
  if (found === undefined) {
    const known = [...languageTags, 'kk', 'mn', ...pivotTags].join(', ');
    throw new UsageError(`--${option} takes one of ${known}, not «${value}»`);
  }
  return found;
}

function inScriptOf(text: string, variants: readonly LanguageTag[]): LanguageTag | undefined {
  const { script } = detectLanguage(text);
  return variants.find((tag) => tag.endsWith(script));
}

/** The same for a language that is written, not only read from. @throws UsageError */
export function parseOwnLanguage(option: string, value: string, text: string): LanguageTag {
  const tag = parseLanguage(option, value, text);
  if (!isLanguageTag(tag)) {
    throw new UsageError(`--${option} takes one of ${languageTags.join(', ')}, not «${value}»`);
  }
  return tag;
}

/** The language of the text itself, where no option names one. @throws TriMixError `language-unknown` */
export function languageOf(text: string): TranslationTag {
  const { language } = detectLanguage(text);
  if (!isTranslationTag(language)) throw new TriMixError('language-unknown');
  return language;
}
