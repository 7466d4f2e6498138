import type { InterfaceLanguage } from '../src/protocol/interfaceLanguages.ts';
import { shownLanguage } from './shared/shownLanguage.ts';
import { tibetan } from './translations/bo.ts';
import { english, type Words } from './translations/en.ts';
import { kazakhArabic } from './translations/kk-Arab.ts';
import { kazakh } from './translations/kk.ts';
import { mongolian } from './translations/mn.ts';
import { overEnglish, overIsolatedEnglish } from './translations/overEnglish.ts';
import { russian } from './translations/ru.ts';
import { uyghur } from './translations/ug.ts';
import { chinese } from './translations/zh-cn.ts';

const translations = {
  en: () => english,
  'zh-cn': () => chinese,
  ru: () => russian,
  bo: () => overEnglish(tibetan),
  ug: () => overIsolatedEnglish(uyghur),
  kk: () => overEnglish(kazakh),
  'kk-Arab': () => overIsolatedEnglish(kazakhArabic),
  mn: () => overEnglish(mongolian),
} as const satisfies Readonly<Record<InterfaceLanguage, () => Words>>;

/** Every word that the webviews show, in the language of the page. */
export const strings: Words = translations[shownLanguage()]();
