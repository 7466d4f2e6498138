import { describe, expect, it } from 'vitest';
import { isClusterBoundary } from '../../../src/engine/text/graphemes.ts';
import { languageTags, type LanguageTag } from '../../../src/engine/text/languages.ts';
import { endsUnit, lastUnitBoundary, nextUnitEnd } from '../../../src/engine/text/units.ts';
import { samples } from './samples.ts';

/** `│` marks the place. */
function place(marked: string): { text: string; at: number } {
  return { text: marked.replace('│', ''), at: marked.indexOf('│') };
}

describe('endsUnit', () => {
  it.each<[LanguageTag, string, boolean]>([
    ['bo', 'བོད་ཡིག་', true],
    ['bo', 'ཡིན། ', true],
    ['bo', 'བོད་ཡི', false],
    ['ug', 'ئۇيغۇر ', true],
    ['ug', 'ئۇيغۇر تى', false],
    ['kk-Arab', 'ٴۇش، ', true],
    ['kk-Arab', 'ٴۇش ٴ', false],
    ['kk-Cyrl', 'қазақ тілі.', true],
    ['kk-Cyrl', 'бағасы 2.', false],
    ['kk-Cyrl', 'қазақ\u00A0', false],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ\u202Fᠤᠨ', true],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ\u202Fᠤ', false],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ\u202F', false],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ', false],
    ['mn-Mong', 'ᠪᠠᠶᠢᠨᠠ᠃', true],
    ['mn-Cyrl', 'монгол\n', true],
    ['mn-Cyrl', 'монгол хэ', false],
    ['mn-Cyrl', '', true],
  ])('%s «%s»: %s', (tag, text, expected) => {
    expect(endsUnit(text, tag)).toBe(expected);
  });
});

describe('lastUnitBoundary', () => {
  it.each<[LanguageTag, string]>([
    ['bo', 'བོད་│ཡི'],
    ['bo', 'བོད་ཡིག་│'],
    ['bo', 'བོད་ཡིག│ '],
    ['bo', 'ཡིན།│ དེ'],
    ['bo', 'ཡིན། །│'],
    ['bo', '│བོ'],
    ['ug', 'ئۇيغۇر│ تى'],
    ['ug', 'ئۇيغۇر تىلى؟│'],
    ['ug', 'ئۇيغۇر تىلى│ '],
    ['kk-Arab', 'ٴۇش│ ٴبى'],
    ['kk-Cyrl', 'қазақ│ тіл'],
    ['kk-Cyrl', 'қазақ тілі,│'],
    ['kk-Cyrl', 'бағасы│ 2.'],
    ['kk-Cyrl', '│қаза'],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ│ ᠤᠯᠤᠰ\u202Fᠤᠨ'],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ│ ᠤᠯᠤᠰ\u202F'],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ ᠃│'],
    ['mn-Mong', 'ᠪᠠᠶᠢᠨ│ ᠨᠡᠷ\u180Eᠡ'],
    ['mn-Cyrl', 'монгол│ хэ'],
  ])('%s %s', (tag, marked) => {
    const { text, at } = place(marked);
    expect(lastUnitBoundary(text, tag)).toBe(at);
  });

  it.each(languageTags)('is a cluster boundary that later text does not move back: %s', (tag) => {
    for (const line of samples[tag]) {
      let last = 0;
      for (let end = 1; end <= line.length; end++) {
        const at = lastUnitBoundary(line.slice(0, end), tag);
        if (isClusterBoundary(line, end)) {
          expect(isClusterBoundary(line, at)).toBe(true);
          expect(at).toBeGreaterThanOrEqual(last);
          last = at;
        }
      }
    }
  });
});

describe('nextUnitEnd', () => {
  it.each<[LanguageTag, readonly string[]]>([
    ['bo', ['བོད་', 'ཡིག་', 'ཡིན།', ' །', 'དེ་', 'ནས']],
    ['bo', ['བོད་', 'ABC', ' ཡིན།']],
    ['ug', ['ئۇيغۇر', ' تىلى،', ' ياخشى!']],
    ['kk-Arab', ['ٴبىر', ' ٴسوز.']],
    ['kk-Cyrl', ['Қазақ', ' тілі.']],
    ['mn-Mong', ['ᠮᠣᠩᠭᠣᠯ', ' ᠤᠯᠤᠰ\u202Fᠤᠨ', ' ᠨᠡᠷ\u180Eᠡ', ' ᠃']],
    ['mn-Cyrl', ['Сайн', ' байна', ' уу?']],
  ])('takes unit by unit: %s', (tag, units) => {
    const text = units.join('');
    const found = [];
    for (let at = 0; at < text.length;) {
      const end = nextUnitEnd(text, at, tag);
      found.push(text.slice(at, end));
      at = end;
    }
    expect(found).toEqual(units);
  });

  it.each(languageTags)('walks every real line to its end without cutting a cluster: %s', (tag) => {
    for (const line of samples[tag]) {
      let at = 0;
      while (at < line.length) {
        const end = nextUnitEnd(line, at, tag);
        expect(end).toBeGreaterThan(at);
        expect(isClusterBoundary(line, end)).toBe(true);
        at = end;
      }
    }
  });
});
