import { highHamza, kazakhLetters, spell } from './letters.ts';

const arabicOf = new Map<string, string>(kazakhLetters.map(([cyrillic, arabic]) => [cyrillic, arabic]));
const latinOf = new Map<string, string>(kazakhLetters.map(([cyrillic, , latin]) => [cyrillic, latin]));

/** Vowels that need the hamza, and letters that make it needless: they stand only in words with front vowels. */
const needsHamza = /[әөүі]/u;
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
