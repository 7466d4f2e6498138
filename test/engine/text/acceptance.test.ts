import { describe, expect, it } from 'vitest';
import { nextLineLength, nextSentenceLength, nextUnitLength } from '../../../src/engine/text/acceptance.ts';
import { isClusterBoundary } from '../../../src/engine/text/graphemes.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { fragments } from './fragments.ts';

type Step = (before: string, rest: string) => number;
const units: Step = (_before, rest) => nextUnitLength(rest);
const sentences: Step = nextSentenceLength;
const lines: Step = (_before, rest) => nextLineLength(rest);

/** Takes a text step by step. */
function taken(step: Step, text: string, before = ''): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = step(before + text.slice(0, at), text.slice(at));
    if (length <= 0) throw new Error(`Stuck before ${JSON.stringify(text.slice(at))}.`);
    parts.push(text.slice(at, at + length));
    at += length;
  }
  return parts;
}

describe('the next unit', () => {
  it.each<[string, readonly string[]]>([
    ['bo: syllables with tsheg', ['བོད་', 'ཀྱི་', 'སྐད་']],
    ['bo: shads, also apart, and their space', ['ཡིན།  །', 'དེ་', 'ང༌། ', 'ནས']],
    ['bo: a no-break space after a shad', ['ཡོད།\u00A0', 'དེ་']],
    ['bo: head marks with what they open', ['༈ འགྲོ་', 'བ']],
    ['bo: other scripts in between', ['ABC ', '༡༢ ', 'ཡིན།']],
    ['ug: Arabic signs', [' ئۇيغۇر ', 'تىلى، ', 'ياخشى؟ ', 'ھە!']],
    ['ug: signs without a space, but not inside numbers', ['سۆز،', 'سۆز ', '1،5 ؟']],
    ['kk-Arab: hamza before its word, even astray', ['ٴبىر ', 'ٴسوز ', 'ء وزى.']],
    ['kk-Cyrl: quotes, brackets and a dash', ['«Ал, ', '(жақсы)» ', 'деді — ', 'ол.']],
    ['kk-Cyrl: hyphens join', ['бір-бірімен ', 'т.б. ', '5\u00A0км ', '2,5']],
    ['mn-Mong: suffixes after a narrow no-break space', ['ᠤᠯᠤᠰ\u202Fᠤᠨ ', 'ᠡᠷᠬᠡ\u202Fᠲᠡᠢ᠂ ', 'ᠢᠵᠢᠯ']],
    ['mn-Mong: a suffix that is still to come', ['\u202Fᠤᠨ ', 'ᠨᠡᠷ\u180Eᠡ']],
    ['mn-Mong: separator, selectors, signs apart', ['ᠨᠡᠷ\u180Eᠡ ᠃ ', 'ᠳ\u180Bᠡ ᠃']],
    ['mn-Cyrl: line breaks go with what follows them', ['Сайн ', 'уу?', '\n\nТийм ', '\r\nби']],
    ['any: a sign whose word is written already', [', ', 'мен']],
    ['any: a mark on a space', ['сөз \u0301', 'x']],
  ])('%s', (_what, parts) => {
    expect(taken(units, parts.join(''))).toEqual(parts);
  });
});

describe('the next sentence', () => {
  it.each<[string, string, readonly string[]]>([
    ['bo', '', ['བོད་ཡོད། །', 'དེ་ནས། ', 'མི་']],
    ['ug', 'ھەممە', [' ئادەم؟ ', 'ئۇلار. ', 'بىز']],
    ['kk-Arab', 'ٴبىر', [' ٴسوز. ', 'ەكى!']],
    ['kk-Cyrl', 'сөз', ['. ', 'А. Байтұрсынұлы келді. ', 'Ол']],
    ['mn-Mong', '', ['ᠪᠣᠯ ᠃ ', 'ᠲᠡᠷᠡ ᠃']],
    ['mn-Cyrl', 'Сайн', ['\nБайна уу? ', 'Би.', '\nТа']],
  ])('%s', (_tag, before, parts) => {
    expect(taken(sentences, parts.join(''), before)).toEqual(parts);
  });
});

describe('the next line', () => {
  it('takes blank lines with the one after them', () => {
    expect(taken(lines, 'бір\n\nекі үш\r\nтөрт\n')).toEqual(['бір', '\n\nекі үш', '\r\nтөрт', '\n']);
  });
});

/** Six pairs, three ways to take a text: 120 000 cases in all. */
const casesPerPair = 20_000;

/** What is wrong with a text taken in parts; null when nothing is. */
function flaw(text: string, parts: readonly string[]): string | null {
  if (parts.join('') !== text) return 'the parts are not the text';
  let at = 0;
  for (const part of parts.slice(0, -1)) {
    at += part.length;
    if (!isClusterBoundary(text, at)) return `a cluster is cut at ${at}`;
  }
  return null;
}

/** What may not stand at the beginning of a unit, unless the text begins so. */
const neverFirst = /^(?:[ \t\u0F0B-\u0F12\u0F14،؛؟۔᠁-᠅᠈᠉]|[.!?:;,]+(?:[ \t\n]|$))/u;

/** What joins a word to what follows it, and signs that are part of it. */
const joins = /^[\u00A0\u202F\u180B-\u180F\uFEFF]/u;

/** Two letters or digits with a space between them: two words, unless the first is a hamza astray. */
const twoWords = /(?<![\u0621\u0674])(?<=[\p{L}\p{M}\p{N}])[ \t]+[\p{L}\p{N}]/u;
const twoSyllables = /\u0F0B[\u0F40-\u0F6C]/u;

function flawOfUnits(parts: readonly string[]): string | null {
  if (parts.slice(1).some((part) => neverFirst.test(part))) return 'a sign left the word before it';
  const torn = (part: string, index: number) =>
    joins.test(part) && /[\p{L}\p{N}]$/u.test(parts[index - 1] ?? '');
  if (parts.some(torn)) return 'a word is torn';
  if (parts.some((part) => twoWords.test(part) || twoSyllables.test(part))) return 'a unit is too long';
  return null;
}

describe.each(languageTags)('any real text: %s', (tag) => {
  it('is taken whole, between clusters, and nothing of it is lost', () => {
    let count = 0;
    for (const fragment of fragments(tag, casesPerPair, 20_261_128)) {
      const { text } = fragment;
      const before = fragment.before.split('\n').at(-1)!;
      const byUnit = taken(units, text);
      const found =
        flaw(text, byUnit) ??
        flawOfUnits(byUnit) ??
        flaw(text, taken(sentences, text, before)) ??
        flaw(text, taken(lines, text));
      if (found !== null) expect.fail(`${JSON.stringify(byUnit)}: ${found}`);
      count++;
    }
    expect(count).toBe(casesPerPair);
  });
});
