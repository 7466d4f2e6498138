import {
  count,
  endingLength,
  nothingOpen,
  preferred,
  rewriteMatches,
  type Convention,
  type Rewriting,
} from './convention.ts';

/** Vowels with the hamza in one code point, U+0675 to U+0678 (The Unicode Standard, 9.2). */
const precomposed = [
  ['ا', '\u0675'],
  ['و', '\u0676'],
  ['ۇ', '\u0677'],
  ['ى', '\u0678'],
] as const;
const composed: ReadonlyMap<string, string> = new Map(precomposed);
const taken: ReadonlyMap<string, string> = new Map(precomposed.map(([vowel, one]) => [one, vowel]));

const wordStart = '(?<![\\p{L}\\p{M}])';
const separate = new RegExp(`${wordStart}[\\u0674\\u0621]`, 'gu');
const atStart = new RegExp(`${wordStart}[\\u0675-\\u0678]`, 'gu');
const withVowel = new RegExp(`${wordStart}[\\u0674\\u0621][اوۇى]`, 'gu');

/**
 * Kazakh's high hamza before a word: U+0674 as Unicode has it, U+0621 as much of the web has it, or in one code point
 * with the vowel. Inside a word, where a hamza in one code point says something about the whole of it, it stays.
 */
export const kazakhHamza: Convention = {
  read: (document) => {
    const way = preferred({
      high: count(document, new RegExp(`${wordStart}\\u0674`, 'gu')),
      plain: count(document, new RegExp(`${wordStart}\\u0621`, 'gu')),
      precomposed: count(document, /[\u0675-\u0678]/gu),
    });
    if (way === null) return null;
    return way === 'precomposed' ? intoOne : apart(way === 'high' ? '\u0674' : '\u0621');
  },
};

function apart(hamza: string): Rewriting {
  return {
    apply: (text, before) =>
      rewriteMatches(
        rewriteMatches(text, before, atStart, (letter) => hamza + taken.get(letter)!),
        before,
        separate,
        () => hamza,
      ),
    open: nothingOpen,
  };
}

const intoOne: Rewriting = {
  apply: (text, before) =>
    rewriteMatches(text, before, withVowel, (letters) => composed.get(letters.charAt(1))!),
  open: (text) => endingLength(text, /[\u0674\u0621]$/u),
};
