import { describe, expect, it } from 'vitest';
import { convertScript } from '../../../src/engine/scripts/convertScript.ts';
import { scriptPairs, scriptTags, type ScriptTag } from '../../../src/engine/scripts/scriptTag.ts';
import { paragraphs } from '../udhr.ts';

function text(source: string, from: ScriptTag, to: ScriptTag): string {
  return convertScript(source, { from, to }).text;
}

describe('convertScript', () => {
  it.each(scriptTags.flatMap((from) => scriptTags.map((to) => ({ from, to }))))(
    'knows the scripts of one language and refuses others: $from to $to',
    ({ from, to }) => {
      const isPair = scriptPairs.some((pair) => pair.from === from && pair.to === to);
      expect(isPair).toBe(from !== to && from.slice(0, 2) === to.slice(0, 2));
      if (isPair) expect(convertScript('', { from, to })).toEqual({ text: '', exact: true, losses: [] });
      else expect(() => convertScript('', { from, to })).toThrow(/not two scripts of one language/);
    },
  );

  it('refuses what is no text', () => {
    expect(() => text('а\uD800', 'kk-Cyrl', 'kk-Arab')).toThrow(/half a character/);
    expect(() => text('а\0', 'kk-Cyrl', 'kk-Arab')).toThrow(/binary/);
  });

  it.each<[from: ScriptTag, to: ScriptTag, source: string]>([
    ['kk-Cyrl', 'kk-Arab', 'https://kk.wikipedia.org/wiki/Қазақстан?a=б,в'],
    ['kk-Cyrl', 'kk-Arab', '`қазақ`, x'],
    ['kk-Cyrl', 'kk-Arab', '```\nқазақ, сөз?\n```'],
    ['kk-Cyrl', 'kk-Arab', '~~~ts\nқазақ'],
    ['kk-Cyrl', 'kk-Latn', '---\ntitle: қазақ\n---'],
    ['kk-Cyrl', 'kk-Latn', '<a title="қазақ">&nbsp;</a> <!-- қазақ -->'],
    ['kk-Cyrl', 'kk-Latn', '$қ + 1$ $$қ$$ \\ref{қазақ} ${қазақ} {{қазақ}} %s'],
    ['kk-Cyrl', 'kk-Arab', '3,5; 4? Hello, world; 中文，ཀ་ 👩‍👩‍👧 1,000'],
    ['kk-Latn', 'kk-Cyrl', 'www.qazaq.kz ata@mail.kz \\textbf %d Microsoft Windows'],
    ['kk-Arab', 'kk-Cyrl', 'ضرورت، غصن؟'],
    ['ug-Latn', 'ug-Arab', 'https://uyghur.com `salam` Vector Unicode'],
    ['ug-Cyrl', 'ug-Arab', 'ћуђ ґўі'],
    ['bo-Tibt', 'bo-Latn', 'Hello [world] 12. `ཀ་ཁ` https://a.b/ཀ'],
    ['bo-Latn', 'bo-Tibt', '[ka kha] `bkra shis` https://bkra.shis/ Microsoft Kubernetes'],
    ['bo-Latn', 'bo-Tibt', '# \n- \n> 1. \n**'],
  ])('leaves alone what is not of the language: %s to %s, %s', (from, to, source) => {
    expect(text(source, from, to)).toBe(source);
  });

  it('converts the prose around code, links and tags', () => {
    const source = '# Сөз\n\n[қазақ](https://kk.kz/қазақ) және `код`, <b>ел</b> — **сөз**?';
    expect(text(source, 'kk-Cyrl', 'kk-Arab')).toBe(
      '# ٴسوز\n\n[قازاق](https://kk.kz/қазақ) جانە `код`, <b>ەل</b> — **ٴسوز**؟',
    );
  });

  it('converts punctuation only where it belongs to words of the language', () => {
    expect(text('сөз, сөз; сөз? «сөз», 3,5 a,b сөз,\nсөз ,', 'kk-Cyrl', 'kk-Arab')).toBe(
      'ٴسوز، ٴسوز؛ ٴسوز؟ «ٴسوز»، 3,5 a,b ٴسوز،\nٴسوز ،',
    );
    expect(text('سۆز، سۆز؛ سۆز؟ 3،5', 'ug-Arab', 'ug-Latn')).toBe('söz, söz; söz? 3،5');
    expect(text('сөз?a=b', 'kk-Cyrl', 'kk-Arab')).toBe('ٴسوز?a=b');
    expect(text('сөз, сөз?', 'kk-Cyrl', 'kk-Latn')).toBe('söz, söz?');
  });

  it('says what is lost, where, and of which kind', () => {
    const { exact, losses } = convertScript('👍🏽 Ел, `x` фильм II', { from: 'kk-Cyrl', to: 'kk-Latn' });
    expect(exact).toBe(false);
    expect(losses).toEqual([
      {
        kind: 'foreign',
        clusters: { start: 16, end: 18 },
        units: { start: 19, end: 21 },
        source: 'II',
        back: 'ІІ',
      },
    ]);
    expect(convertScript('👍🏽 Ел ел', { from: 'kk-Cyrl', to: 'kk-Arab' }).losses).toEqual([
      { kind: 'case', clusters: { start: 2, end: 3 }, units: { start: 5, end: 6 }, source: 'Е', back: 'е' },
    ]);
    expect(convertScript('ءسوز', { from: 'kk-Arab', to: 'kk-Cyrl' }).losses.map(({ kind }) => kind)).toEqual([
      'variant',
    ]);
    expect(convertScript('жэс', { from: 'kk-Cyrl', to: 'kk-Latn' }).losses).toMatchObject([
      { kind: 'spelling', source: 'э', back: 'е' },
    ]);
  });

  it('keeps invisible characters and clusters', () => {
    expect(text('сө\u00ADз\u200C \u200Fел\u2066', 'kk-Cyrl', 'kk-Arab')).toBe(
      'ٴسو\u00ADز\u200C \u200Fەل\u2066',
    );
    // A letter with a stress mark is none of the alphabet: the word is left alone rather than its cluster split.
    expect(text('за\u0301мок сөз', 'kk-Cyrl', 'kk-Arab')).toBe('за\u0301мок ٴسوز');
    // й in two code points is still й.
    expect(convertScript('и\u0306од', { from: 'kk-Cyrl', to: 'kk-Latn' }).text).toBe('iod');
  });

  it('agrees with an independent converter on the Declaration of Human Rights', () => {
    const cyrillic =
      paragraphs('kk-Cyrl')
        .join(' ')
        .match(/[\p{L}]+/gu) ?? [];
    const arabic =
      paragraphs('kk-Arab')
        .join(' ')
        .match(/[\p{L}]+/gu) ?? [];
    expect(arabic.length).toBe(cyrillic.length);
    const differing = cyrillic
      .map((word, index) => [word, text(word, 'kk-Cyrl', 'kk-Arab'), arabic[index]!] as const)
      .filter(([, ours, theirs]) => ours !== theirs);
    // It writes и before a vowel with two letters, and the hamza for a front vowel anywhere; real text from China has one
    // letter (بيىل, قيىن, پارتيا) and no hamza before a word that begins with a back vowel (قازىر, مۇعالىم).
    for (const [word, ours, theirs] of differing) {
      const hamza = /^[^әеёөүіэ]*[аоұы]/u.test(word) ? '\u0674' : '';
      expect([word, ours]).toEqual([word, theirs.replaceAll('ىي', 'ي').replace(hamza, '')]);
    }
    expect(differing.length).toBeLessThan(cyrillic.length / 15);
  });
});
