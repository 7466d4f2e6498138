import type { LanguageTag, PivotTag, TextDirection, TranslationTag } from '../protocol/engineTypes.ts';
import type { Localiser } from './localiser.ts';

/** The six language-script pairs, in the order of menus. */
export const languageTags = [
  'bo',
  'ug',
  'kk-Arab',
  'kk-Cyrl',
  'mn-Mong',
  'mn-Cyrl',
] as const satisfies readonly LanguageTag[];

/** The languages that translation reads and writes besides the six. */
export const pivotTags = ['en', 'zh'] as const satisfies readonly PivotTag[];

interface LanguageFacts {
  readonly ownName: string;
  readonly direction: TextDirection;
}

const facts: Readonly<Record<TranslationTag, LanguageFacts>> = {
  bo: { ownName: 'བོད་ཡིག', direction: 'left-to-right' },
  ug: { ownName: 'ئۇيغۇرچە', direction: 'right-to-left' },
  'kk-Arab': { ownName: 'قازاقشا', direction: 'right-to-left' },
  'kk-Cyrl': { ownName: 'Қазақша', direction: 'left-to-right' },
  'mn-Mong': { ownName: 'ᠮᠣᠩᠭᠣᠯ', direction: 'vertical' },
  'mn-Cyrl': { ownName: 'Монгол', direction: 'left-to-right' },
  en: { ownName: 'English', direction: 'left-to-right' },
  zh: { ownName: '中文', direction: 'left-to-right' },
};

/** How lines of the language run. */
export function directionOf(tag: TranslationTag): TextDirection {
  return facts[tag].direction;
}

/** The language's own name in its own script. */
export function ownNameOf(tag: TranslationTag): string {
  return facts[tag].ownName;
}

/** The name in the user's display language, with the script where a language has two. */
export function nameOf(l10n: Localiser, tag: TranslationTag): string {
  const names: Readonly<Record<TranslationTag, string>> = {
    bo: l10n.t('Tibetan'),
    ug: l10n.t('Uyghur'),
    'kk-Arab': l10n.t('Kazakh (Arabic script)'),
    'kk-Cyrl': l10n.t('Kazakh (Cyrillic)'),
    'mn-Mong': l10n.t('Mongolian (traditional script)'),
    'mn-Cyrl': l10n.t('Mongolian (Cyrillic)'),
    en: l10n.t('English'),
    zh: l10n.t('Chinese'),
  };
  return names[tag];
}

/** Whether the catalogue has models for the language and script (a test compares the two). */
export function isPublished(tag: LanguageTag): boolean {
  return tag !== 'kk-Cyrl' && tag !== 'mn-Cyrl';
}

export function isPivotTag(tag: TranslationTag): tag is PivotTag {
  return (pivotTags as readonly string[]).includes(tag);
}
