import type { LanguageTag } from '../../protocol/engineTypes.ts';

/** What the editor lacks for a language, in VS Code's terms. */
export interface ScriptNeeds {
  /** Fonts of the usual systems that have the script; the editor takes the first that is there. */
  readonly fonts: readonly string[];
  /**
   * Where they go in a list of fonts. Fonts for code often have Arabic letters, of one width and not all of those that
   * Uyghur and Kazakh need: there the script's fonts must come before them. No such font has Tibetan or Mongolian.
   */
  readonly fontPlace: 'after-first' | 'last';
  /** Least height of a line, as a multiple of the font size; null: the editor's is enough. */
  readonly lineHeight: number | null;
  /** Signs at which a word ends. */
  readonly separators: string;
  /**
   * Letters and signs of the language that VS Code draws boxes around: as ambiguous, since they look like a Latin
   * letter or sign, or as invisible. Found in the tables of VS Code 1.100 and 1.139, with the locale below allowed.
   */
  readonly allowedCharacters: string;
  /** Locale of VS Code's tables in which most of the script's letters are nothing suspicious; null: none has them. */
  readonly allowedLocale: 'ru' | null;
}

const arabicFonts = [
  'Noto Naskh Arabic',
  'UKIJ Tuz',
  'UKIJ Ekran',
  'Microsoft Uighur',
  'Noto Sans Arabic',
  'Geeza Pro',
  'Segoe UI',
];
const arabicSeparators = '،؛؟۔«»‹›“”…–—';
const cyrillicSeparators = '«»„“”…–—';

const needs: Readonly<Record<LanguageTag, ScriptNeeds>> = {
  bo: {
    fonts: ['Noto Serif Tibetan', 'Noto Sans Tibetan', 'Microsoft Himalaya', 'Kailasa', 'Jomolhari'],
    fontPlace: 'last',
    // Stacked letters reach far above and below: with less, the vowels of the first line are cut.
    lineHeight: 2,
    separators: '་༌།༎༏༐༑༔༄༅༈༼༽',
    allowedCharacters: '',
    allowedLocale: null,
  },
  ug: {
    fonts: arabicFonts,
    fontPlace: 'after-first',
    lineHeight: null,
    separators: arabicSeparators,
    allowedCharacters: 'اھە‹›–',
    allowedLocale: null,
  },
  'kk-Arab': {
    fonts: arabicFonts,
    fontPlace: 'after-first',
    lineHeight: null,
    separators: arabicSeparators,
    allowedCharacters: 'اھە–',
    allowedLocale: null,
  },
  'kk-Cyrl': {
    fonts: [],
    fontPlace: 'last',
    lineHeight: null,
    separators: cyrillicSeparators,
    allowedCharacters: 'ІіҮүһ',
    allowedLocale: 'ru',
  },
  'mn-Mong': {
    fonts: ['Noto Sans Mongolian', 'Mongolian Baiti', 'Menk Qagan Tig'],
    fontPlace: 'last',
    lineHeight: null,
    separators: '᠀᠁᠂᠃᠄᠅᠈᠉«»〈〉《》',
    // Full stops, variation selectors, the vowel separator and the narrow no-break space before suffixes.
    allowedCharacters: '᠃᠉\u180B\u180C\u180D\u180E\u202F',
    allowedLocale: null,
  },
  'mn-Cyrl': {
    fonts: [],
    fontPlace: 'last',
    lineHeight: null,
    separators: cyrillicSeparators,
    allowedCharacters: 'Үү',
    allowedLocale: 'ru',
  },
};

/** What a language needs of the editor. */
export function needsOf(tag: LanguageTag): ScriptNeeds {
  return needs[tag];
}
