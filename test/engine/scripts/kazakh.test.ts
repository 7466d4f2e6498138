import { describe, expect, it } from 'vitest';
import { convertScript } from '../../../src/engine/scripts/convertScript.ts';
import { inLegacyLetters } from '../text/detection/training/legacyKazakh.ts';
import { lines } from './realText.ts';

/** Words as printed in China (MiLiC-Eval quotes its press) beside those printed in Kazakhstan, and the 2021 alphabet. */
const words: readonly [cyrillic: string, arabic: string, latin: string][] = [
  ['қазақстан', 'قازاقستان', 'qazaqstan'],
  ['мемлекеттік', 'مەملەكەتتىك', 'memlekettık'],
  ['бір', 'ٴبىر', 'bır'],
  ['өз', 'ٴوز', 'öz'],
  ['үшін', 'ٴۇشىن', 'üşın'],
  ['әр', 'ٴار', 'är'],
  ['төрағасы', 'ٴتوراعاسى', 'törağasy'],
  ['күні', 'كۇنى', 'künı'],
  ['көктем', 'كوكتەم', 'köktem'],
  ['жаңа', 'جاڭا', 'jaña'],
  ['ауыл', 'اۋىل', 'auyl'],
  ['ұлы', 'ۇلى', 'ūly'],
  ['қиын', 'قيىن', 'qiyn'],
  ['сияқты', 'سياقتى', 'siaqty'],
  ['ақпарат', 'اقپارات', 'aqparat'],
  ['қою', 'قويۋ', 'qoiu'],
  ['аудан', 'اۋدان', 'audan'],
  ['миллион', 'ميلليون', 'million'],
  ['миллионер', 'ميلليونەر', 'millioner'],
  ['куә', 'كۋا', 'kuä'],
  ['район', 'رايون', 'raion'],
  ['полиция', 'پوليتسيا', 'politsia'],
  ['медицина', 'مەديتسينا', 'meditsina'],
  ['социалистік', 'سوتسياليستىك', 'sotsialistık'],
  ['хайуанаттар', 'حايۋاناتتار', 'haiuanattar'],
  ['мұқият', 'مۇقيات', 'mūqiat'],
  ['бірақ', 'ٴبىراق', 'bıraq'],
  ['мұғалім', 'مۇعالىم', 'mūğalım'],
  ['қазір', 'قازىر', 'qazır'],
  ['қауіпсіз', 'قاۋىپسىز', 'qauıpsız'],
  ['қадір', 'قادىر', 'qadır'],
  ['баспасөз', 'باسپاسوز', 'baspasöz'],
  ['министрі', 'ٴمينيسترى', 'ministrı'],
  ['тиін', 'ٴتيىن', 'tiın'],
  ['үй', 'ٴۇي', 'üi'],
  ['кітап', 'كىتاپ', 'kıtap'],
  ['бүгін', 'بۇگىن', 'bügın'],
  ['жұмыспен', 'جۇمىسپەن', 'jūmyspen'],
  ['патша', 'پاتشا', 'patşa'],
  ['аю', 'ايۋ', 'aiu'],
  ['қию', 'قيۋ', 'qiu'],
  ['экономика', 'ەكونوميكا', 'ekonomika'],
  ['жаһандық', 'جاھاندىق', 'jahandyq'],
];

describe('Kazakh', () => {
  it.each(words)('writes %s as %s and %s, all ways', (cyrillic, arabic, latin) => {
    const by = { 'kk-Cyrl': cyrillic, 'kk-Arab': arabic, 'kk-Latn': latin } as const;
    for (const from of ['kk-Cyrl', 'kk-Arab', 'kk-Latn'] as const) {
      for (const to of ['kk-Cyrl', 'kk-Arab', 'kk-Latn'] as const) {
        if (from === to) continue;
        expect(convertScript(by[from], { from, to })).toEqual({ text: by[to], exact: true, losses: [] });
      }
    }
  });

  it('reads the hamza however it is encoded', () => {
    for (const word of ['\u0674وز', '\u0621وز', '\u0676ز', '\u0621\u0674وز'])
      expect(convertScript(word, { from: 'kk-Arab', to: 'kk-Cyrl' }).text).toBe('өз');
  });

  it('writes the hamza for the first vowel alone, in capitals too', () => {
    const arabic = (text: string): string => convertScript(text, { from: 'kk-Cyrl', to: 'kk-Arab' }).text;
    expect(arabic('ҚАЗІР Қазір БІРАҚ Бірақ, журналисі израильдің')).toBe(
      'قازىر قازىر ٴبىراق ٴبىراق، جۋرناليسى يزرايلدىڭ',
    );
  });

  it('lets suffixes follow the last vowel of a stem, whatever shows it', () => {
    const cyrillic = (text: string): string => convertScript(text, { from: 'kk-Arab', to: 'kk-Cyrl' }).text;
    const front = 'мұғалімнің қауіпсіз қазірдің қадірлі';
    expect(cyrillic('مۇعالىمنىڭ قاۋىپسىز قازىردىڭ قادىرلى')).toBe(front);
    // Others write the hamza for a front vowel anywhere.
    expect(cyrillic('ٴمۇعالىمنىڭ ٴقاۋىپسىز ٴقازىردىڭ ٴقادىرلى')).toBe(front);
    expect(cyrillic('يندونەزيانىڭ سەرياسىندا ەتنيكالىق')).toBe('индонезияның сериясында этникалық');
  });

  it('keeps a hamza that stands alone', () => {
    expect(convertScript('ٴ «بىر»', { from: 'kk-Arab', to: 'kk-Cyrl' }).text).toMatch(/^ٴ «/u);
  });

  // The first two are of MiLiC-Eval.
  it.each([
    ['قازاقستاندئق جاس ميلليونةر قذپياسئمةن بولئسپةك', 'қазақстандық жас миллионер құпиясымен бөліспек'],
    ['ابيةأ گاؤهار جاهاندئق', 'абиев гауһар жаһандық'],
    ['استانا اكئمئ بذل ءبئزدئث مةكتةپ دةدئ.', 'астана әкімі бұл біздің мектеп деді.'],
    ['بذل', 'бұл'],
  ])('reads the letters of old fonts, and says that the usual ones come back: %s', (arabic, cyrillic) => {
    const { text, exact, losses } = convertScript(arabic, { from: 'kk-Arab', to: 'kk-Cyrl' });
    expect(text).toBe(cyrillic);
    expect(exact).toBe(false);
    expect(new Set(losses.map(({ kind }) => kind))).toEqual(new Set(['variant']));
  });

  it('reads all letters of old fonts that detection knows', () => {
    for (const line of lines['kk-Arab']) {
      const { text } = convertScript(line, { from: 'kk-Arab', to: 'kk-Cyrl' });
      const old = convertScript(inLegacyLetters(line), { from: 'kk-Arab', to: 'kk-Cyrl' });
      expect(old.text).toBe(text);
      expect(old.losses.filter(({ kind }) => kind !== 'variant')).toEqual([]);
    }
  });

  it('leaves a Uyghur or Arabic word with these letters alone in a line of usual ones', () => {
    const source = 'بۇل قازاق تىلىندە جازىلعان ٴماتىن: ئانا، مؤمن.\nبذل مةكتةپ';
    expect(convertScript(source, { from: 'kk-Arab', to: 'kk-Cyrl' }).text).toBe(
      'бұл қазақ тілінде жазылған мәтін: ئانا، مؤمن.\nбұл мектеп',
    );
    // In Uyghur they are no letters, or letters of their own.
    expect(convertScript('ئانا، مؤمن', { from: 'ug-Arab', to: 'ug-Latn' }).text).toBe('ana, مؤمن');
  });

  it('reads Latin letters that stand for Kazakh ones inside Cyrillic words, and only there', () => {
    const source = 'дəптер үшiн Əдебиет Wi-Fi, iPhone, məktəb';
    const { text, losses } = convertScript(source, { from: 'kk-Cyrl', to: 'kk-Arab' });
    expect(text).toBe('داپتەر ٴۇشىن ادەبيەت Wi-Fi, iPhone, məktəb');
    expect(losses.map(({ kind }) => kind)).toEqual(['variant', 'variant', 'variant']);
  });

  it('writes capitals by the rules of the 2021 alphabet', () => {
    const latin = (text: string): string => convertScript(text, { from: 'kk-Cyrl', to: 'kk-Latn' }).text;
    expect(latin('Ия ІС Ыс ИІС Щука ЩУКА Я')).toBe('İa IS Ys İIS Şşuka ŞŞUKA İa');
    expect(convertScript('İSTANBUL ISTYQ', { from: 'kk-Latn', to: 'kk-Cyrl' }).text).toBe('ИСТАНБУЛ ІСТЫҚ');
  });
});
