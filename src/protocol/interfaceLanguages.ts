/** Languages that the interface has words in, as the setting names them. All but `zh-cn` are BCP 47 tags by case, too. */
export const interfaceLanguages = ['en', 'zh-cn', 'ru', 'bo', 'ug', 'kk', 'kk-Arab', 'mn'] as const;
export type InterfaceLanguage = (typeof interfaceLanguages)[number];

/** Those whose words nobody has read yet who grew up with the language: what they lack stays English. */
export const draftLanguages = [
  'bo',
  'ug',
  'kk',
  'kk-Arab',
  'mn',
] as const satisfies readonly InterfaceLanguage[];
export type DraftLanguage = (typeof draftLanguages)[number];

export function isDraft(language: string): language is DraftLanguage {
  return (draftLanguages as readonly string[]).includes(language);
}

/** How a page in the language is laid out, as the attribute `dir` says it. */
export function pageDirection(language: InterfaceLanguage): 'ltr' | 'rtl' {
  return language === 'ug' || language === 'kk-Arab' ? 'rtl' : 'ltr';
}
