import { interfaceLanguages, type InterfaceLanguage } from '../../src/protocol/interfaceLanguages.ts';

/** The page; there is none where the words are tested. */
declare const document: { readonly documentElement: { readonly lang: string } } | undefined;

/** The language that the extension gave the page in its `lang`; English where there is no page. */
export function shownLanguage(): InterfaceLanguage {
  const page = typeof document === 'undefined' ? undefined : document;
  return interfaceLanguages.find((known) => known === page?.documentElement.lang) ?? 'en';
}
