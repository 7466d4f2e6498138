import type { InterfaceLanguage } from '../src/protocol/interfaceLanguages.ts';
import { shownLanguage } from './shared/shownLanguage.ts';
import { english, type Words } from './translations/en.ts';
import { russian } from './translations/ru.ts';

const translations: Readonly<Record<InterfaceLanguage, Words>> = { en: english, ru: russian };

/** Every word that the webviews show, in the language of the page. */
export const strings: Words = translations[shownLanguage()];
