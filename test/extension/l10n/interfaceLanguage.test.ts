import { expect, it } from 'vitest';
import { interfaceLanguage } from '../../../src/extension/l10n/interfaceLanguage.ts';

it.each([
  ['ug', 'en', 'ug'],
  ['en', 'ru', 'en'],
  ['auto', 'ru', 'ru'],
  ['auto', 'ru-RU', 'ru'],
  ['auto', 'zh-cn', 'zh-cn'],
  ['auto', 'zh-CN', 'zh-cn'],
  // Traditional characters are no Simplified Chinese.
  ['auto', 'zh-tw', 'en'],
  ['auto', 'kk', 'kk'],
  ['auto', 'kk-arab', 'kk-Arab'],
  ['auto', 'de', 'en'],
] as const)('set to %s with VS Code in %s the interface is in %s', (chosen, display, language) => {
  expect(interfaceLanguage(chosen, display)).toBe(language);
});
