import { describe, expect, it } from 'vitest';
import { proposalsFor, type SettingKey } from '../../../src/extension/editorSetUp/proposals.ts';
import { needsOf } from '../../../src/extension/editorSetUp/scriptNeeds.ts';
import { languageTags } from '../../../src/extension/languages.ts';
import type { LanguageTag } from '../../../src/protocol/engineTypes.ts';

/** As VS Code comes. */
const defaults: Readonly<Record<SettingKey, unknown>> = {
  'editor.fontFamily': "Consolas, 'Courier New', monospace",
  'editor.inlineSuggest.fontFamily': 'default',
  'editor.lineHeight': 0,
  'editor.unicodeHighlight.allowedLocales': { _os: true, _vscode: true },
  'editor.unicodeHighlight.allowedCharacters': {},
  'editor.wordSeparators': '`~!@#$%^&*()-=+[{]}\\|;:\'",.<>/?',
};

/** What is proposed to somebody who has set `own` and nothing else. */
function proposed(tag: LanguageTag, own: Partial<Record<SettingKey, unknown>> = {}, fontSize = 14) {
  const now = (key: SettingKey) => {
    const set = own[key];
    const merged =
      typeof set === 'object' ? { ...(defaults[key] as object), ...set } : (set ?? defaults[key]);
    return { effective: merged, own: set };
  };
  return Object.fromEntries(proposalsFor(tag, now, fontSize).map(({ key, value }) => [key, value]));
}

describe('what is proposed', () => {
  it.each<[LanguageTag, readonly SettingKey[]]>([
    ['bo', ['editor.fontFamily', 'editor.lineHeight', 'editor.wordSeparators']],
    ['ug', ['editor.fontFamily', 'editor.unicodeHighlight.allowedCharacters', 'editor.wordSeparators']],
    ['kk-Arab', ['editor.fontFamily', 'editor.unicodeHighlight.allowedCharacters', 'editor.wordSeparators']],
    [
      'kk-Cyrl',
      [
        'editor.unicodeHighlight.allowedLocales',
        'editor.unicodeHighlight.allowedCharacters',
        'editor.wordSeparators',
      ],
    ],
    ['mn-Mong', ['editor.fontFamily', 'editor.unicodeHighlight.allowedCharacters', 'editor.wordSeparators']],
    [
      'mn-Cyrl',
      [
        'editor.unicodeHighlight.allowedLocales',
        'editor.unicodeHighlight.allowedCharacters',
        'editor.wordSeparators',
      ],
    ],
  ])('is only what %s lacks in VS Code as it comes', (tag, keys) => {
    expect(Object.keys(proposed(tag))).toEqual(keys);
  });

  it.each(languageTags)('leaves nothing to propose once it is set: %s', (tag) => {
    expect(proposed(tag, proposed(tag))).toEqual({});
  });

  it.each(languageTags)('adds to what the user has, and takes nothing away: %s', (tag) => {
    const own = {
      'editor.fontFamily': "'My Font', serif",
      'editor.unicodeHighlight.allowedCharacters': { Ω: true },
      'editor.wordSeparators': '§',
    };
    const found = proposed(tag, own);
    if ('editor.fontFamily' in found) expect(found['editor.fontFamily']).toMatch(/^'My Font', '.*serif$/u);
    if ('editor.unicodeHighlight.allowedCharacters' in found)
      expect(found['editor.unicodeHighlight.allowedCharacters']).toMatchObject({ Ω: true });
    expect(found['editor.wordSeparators']).toBe(`§${needsOf(tag).separators}`);
  });

  it('writes only what belongs to the place, not what VS Code adds by itself', () => {
    expect(proposed('kk-Cyrl')['editor.unicodeHighlight.allowedLocales']).toEqual({ ru: true });
  });

  it('takes a line height for what VS Code takes it for', () => {
    const lineHeight = (value: number, fontSize: number) =>
      proposed('bo', { 'editor.lineHeight': value }, fontSize)['editor.lineHeight'];
    expect(lineHeight(1.5, 14)).toBe(2);
    expect(lineHeight(2.5, 14)).toBeUndefined();
    expect(lineHeight(20, 14)).toBe(2);
    expect(lineHeight(40, 20)).toBeUndefined();
  });

  it('gives grey text the fonts only where it has fonts of its own', () => {
    const found = proposed('bo', { 'editor.inlineSuggest.fontFamily': 'Georgia' });
    expect(found['editor.inlineSuggest.fontFamily']).toMatch(/^Georgia, 'Noto Serif Tibetan'/u);
  });

  it('bears settings of any kind', () => {
    const broken = { effective: null, own: 7 };
    for (const tag of languageTags) expect(() => proposalsFor(tag, () => broken, 14)).not.toThrow();
  });
});
