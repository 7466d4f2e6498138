import { shownLanguage } from './shared/shownLanguage.ts';
import { english, type Words } from './translations/en.ts';
import { russian } from './translations/ru.ts';

const translations: Readonly<Record<ReturnType<typeof shownLanguage>, Words>> = { en: english, ru: russian };

/** Every word that the webviews show, in the language of the page. */
export const strings: Words = translations[shownLanguage()];
