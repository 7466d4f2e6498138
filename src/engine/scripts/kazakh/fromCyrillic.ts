import { highHamza, kazakhLetters, spell } from './letters.ts';

const arabicOf = new Map<string, string>(kazakhLetters.map(([cyrillic, arabic]) => [cyrillic, arabic]));
const latinOf = new Map<string, string>(kazakhLetters.map(([cyrillic, , latin]) => [cyrillic, latin]));

/**
 * A word whose first vowel is front needs the hamza: in loans, names and compounds vowels of both kinds meet, and the
 * press writes those that begin with a back one bare (қазір, мұғалім, қауіпсіз). и, у and ю may be of either kind and
 * tell nothing (министрі has it, журналисі has not).
 */
const needsHamza = /^[^аәеёоөұүыіэя]*[әөүі]/u;
/** Letters that make it needless: they stand only in words with front vowels. */
const isFrontAnyway = /[гкеэ]/u;

/** Cyrillic letters of a word as Arabic ones; the hamza goes with the first. */
export function kazakhCyrillicToArabic(letters: readonly string[]): readonly string[] {
  const word = letters.join('');
  const [first = '', ...rest] = spell(letters, arabicOf);
  return [needsHamza.test(word) && !isFrontAnyway.test(word) ? highHamza + first : first, ...rest];
}

/** Cyrillic letters of a word as Latin ones. */
export function kazakhCyrillicToLatin(letters: readonly string[]): readonly string[] {
  return spell(letters, latinOf);
}
