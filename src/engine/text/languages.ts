/** ISO 15924 codes of the scripts the product tells apart; Zyyy: no letters at all, Zzzz: any other script. */
export type ScriptCode = 'Tibt' | 'Arab' | 'Cyrl' | 'Mong' | 'Latn' | 'Hans' | 'Zyyy' | 'Zzzz';

/** The six language-script pairs TriMix writes, as BCP 47 tags. */
export const languageTags = ['bo', 'ug', 'kk-Arab', 'kk-Cyrl', 'mn-Mong', 'mn-Cyrl'] as const;
export type LanguageTag = (typeof languageTags)[number];

/** Languages that translation reads and writes besides the six. */
export const pivotTags = ['en', 'zh'] as const;
export type PivotTag = (typeof pivotTags)[number];

/** Any language that a translation may have at either side. */
export type TranslationTag = LanguageTag | PivotTag;

/** How lines of a script run. */
export type TextDirection = 'left-to-right' | 'right-to-left' | 'vertical';

/** What the rest of the program needs to know of a language. */
export interface Language {
  readonly tag: TranslationTag;
  readonly script: Exclude<ScriptCode, 'Zyyy' | 'Zzzz'>;
  readonly direction: TextDirection;
  /** English name of the language alone, as MiLiC-Eval's prompts write it. */
  readonly promptName: string;
  /** English name that tells the scripts apart, for menus. */
  readonly displayName: string;
  /** The language's own name in its own script. */
  readonly ownName: string;
}

const languages: Readonly<Record<TranslationTag, Language>> = {
  bo: {
    tag: 'bo',
    script: 'Tibt',
    direction: 'left-to-right',
    promptName: 'Tibetan',
    displayName: 'Tibetan',
    ownName: 'བོད་ཡིག',
  },
  ug: {
    tag: 'ug',
    script: 'Arab',
    direction: 'right-to-left',
    promptName: 'Uyghur',
    displayName: 'Uyghur',
    ownName: 'ئۇيغۇرچە',
  },
  'kk-Arab': {
    tag: 'kk-Arab',
    script: 'Arab',
    direction: 'right-to-left',
    promptName: 'Kazakh',
    displayName: 'Kazakh (Arabic script)',
    ownName: 'قازاقشا',
  },
  'kk-Cyrl': {
    tag: 'kk-Cyrl',
    script: 'Cyrl',
    direction: 'left-to-right',
    promptName: 'Kazakh',
    displayName: 'Kazakh (Cyrillic)',
    ownName: 'Қазақша',
  },
  'mn-Mong': {
    tag: 'mn-Mong',
    script: 'Mong',
    direction: 'vertical',
    promptName: 'Mongolian',
    displayName: 'Mongolian (traditional script)',
    ownName: 'ᠮᠣᠩᠭᠣᠯ',
  },
  'mn-Cyrl': {
    tag: 'mn-Cyrl',
    script: 'Cyrl',
    direction: 'left-to-right',
    promptName: 'Mongolian',
    displayName: 'Mongolian (Cyrillic)',
    ownName: 'Монгол',
  },
  en: {
    tag: 'en',
    script: 'Latn',
    direction: 'left-to-right',
    promptName: 'English',
    displayName: 'English',
    ownName: 'English',
  },
  zh: {
    tag: 'zh',
    script: 'Hans',
    direction: 'left-to-right',
    promptName: 'Chinese',
    displayName: 'Chinese',
    ownName: '中文',
  },
};

/** The facts of one language. */
export function language(tag: TranslationTag): Language {
  return languages[tag];
}

/** Narrows any string to one of the six tags. */
export function isLanguageTag(value: string): value is LanguageTag {
  return (languageTags as readonly string[]).includes(value);
}

/** Narrows any string to a tag that translation knows. */
export function isTranslationTag(value: string): value is TranslationTag {
  return isLanguageTag(value) || (pivotTags as readonly string[]).includes(value);
}
