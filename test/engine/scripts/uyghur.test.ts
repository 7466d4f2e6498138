import { describe, expect, it } from 'vitest';
import { convertScript } from '../../../src/engine/scripts/convertScript.ts';

/** Examples that DB65/T 3690-2015 is known for, and words with every ambiguity of the Latin alphabet. */
const words: readonly [arabic: string, latin: string, cyrillic: string][] = [
  ['قول', 'qol', 'қол'],
  ['كۆمۈر', 'kömür', 'көмүр'],
  ['ئېلېكتىر', 'ëlëktir', 'електир'],
  ['چايدان', 'chaydan', 'чайдан'],
  ['ژۇرنال', 'zhurnal', 'журнал'],
  ['شىنجاڭ', 'shinjang', 'шинҗаң'],
  ['غەلىبە', 'ghelibe', 'ғәлибә'],
  ['ئۈزۈم', 'üzüm', 'үзүм'],
  ['ئىنىكئانا', "inik'ana", 'иникъана'],
  ['رادىئو', "radi'o", 'радио'],
  ['مەسئۇل', "mes'ul", 'мәсъул'],
  ['قارىئۆرۈك', "qari'örük", 'қариөрүк'],
  ['نائۈمىد', "na'ümid", 'наүмид'],
  ['جەمئىي', "jem'iy", 'җәмъий'],
  ['ئەزھەر', "ez'her", 'әзһәр'],
  ['ئىسھاق', "is'haq", 'исһақ'],
  ['نەمەنگان', "nemen'gan", 'нәмәнган'],
  ['باشلانغان', "bashlan'ghan", 'башланған'],
  ['مەڭگۈ', 'menggü', 'мәңгү'],
  ['ئۇنىڭغا', 'uninggha', 'униңға'],
  ['مەشھۇر', 'meshhur', 'мәшһур'],
  ['ياخشى', 'yaxshi', 'яхши'],
  ['يۇرت', 'yurt', 'юрт'],
  ['سۆيۈنۈپ', 'söyünüp', 'сөйүнүп'],
  ['مەدەنىيەت', 'medeniyet', 'мәдәнийәт'],
  ['سائەت', "sa'et", 'саәт'],
  ['يۈەن', 'yüen', 'йүән'],
];

describe('Uyghur', () => {
  it.each(words)('writes %s as %s and %s, all ways', (arabic, latin, cyrillic) => {
    const by = { 'ug-Arab': arabic, 'ug-Latn': latin, 'ug-Cyrl': cyrillic } as const;
    for (const from of ['ug-Arab', 'ug-Latn', 'ug-Cyrl'] as const) {
      for (const to of ['ug-Arab', 'ug-Latn', 'ug-Cyrl'] as const) {
        if (from === to) continue;
        expect(convertScript(by[from], { from, to })).toEqual({ text: by[to], exact: true, losses: [] });
      }
    }
  });

  it.each([
    ['saet', 'سائەت'],
    ['bashlanghan', 'باشلانغان'],
    ['yéngi', 'يېڭى'],
    ['mes’ul', 'مەسئۇل'],
    ["'salam'", "'سالام'"],
    ["salam'", "سالام'"],
  ])('reads careless Latin: %s', (latin, arabic) => {
    expect(convertScript(latin, { from: 'ug-Latn', to: 'ug-Arab' }).text).toBe(arabic);
  });

  it('writes capitals', () => {
    const latin = (text: string): string => convertScript(text, { from: 'ug-Cyrl', to: 'ug-Latn' }).text;
    expect(latin('Шинҗаң ШИНҖАҢ Шу Ч')).toBe('Shinjang SHINJANG Shu Ch');
    expect(convertScript('Shinjang SHINJANG', { from: 'ug-Latn', to: 'ug-Cyrl' }).text).toBe('Шинҗаң ШИНҖАҢ');
  });
});
