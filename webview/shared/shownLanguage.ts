/** The page; there is none where the words are tested. */
declare const document: { readonly documentElement: { readonly lang: string } } | undefined;

/** The language that the extension gave the page in its `lang`; English where there is no page. */
export function shownLanguage(): 'en' | 'ru' {
  const page = typeof document === 'undefined' ? undefined : document;
  return page?.documentElement.lang === 'ru' ? 'ru' : 'en';
}
