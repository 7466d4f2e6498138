/**
 * Uyghur Arabic letters (UEY) with their Latin (ULY) and Cyrillic (USY) ones. The hamza carrier ئ is not here: it has
 * no letter of its own at the start of a word (see `latin.ts`, `cyrillic.ts`).
 *
 * Sources: DB65/T 3690-2015 (coded character conversion between Uyghur and Latin Uyghur); J. R. Duval and
 * W. A. Janbaz, An Introduction to Latin-Script Uyghur (2006), whose tables have all three.
 */
export const uyghurLetters = [
  ['ا', 'a', 'а'],
  ['ە', 'e', 'ә'],
  ['ب', 'b', 'б'],
  ['پ', 'p', 'п'],
  ['ت', 't', 'т'],
  ['ج', 'j', 'җ'],
  ['چ', 'ch', 'ч'],
  ['خ', 'x', 'х'],
  ['د', 'd', 'д'],
  ['ر', 'r', 'р'],
  ['ز', 'z', 'з'],
  ['ژ', 'zh', 'ж'],
  ['س', 's', 'с'],
  ['ش', 'sh', 'ш'],
  ['غ', 'gh', 'ғ'],
  ['ف', 'f', 'ф'],
  ['ق', 'q', 'қ'],
  ['ك', 'k', 'к'],
  ['گ', 'g', 'г'],
  ['ڭ', 'ng', 'ң'],
  ['ل', 'l', 'л'],
  ['م', 'm', 'м'],
  ['ن', 'n', 'н'],
  ['ھ', 'h', 'һ'],
  ['و', 'o', 'о'],
  ['ۇ', 'u', 'у'],
  ['ۆ', 'ö', 'ө'],
  ['ۈ', 'ü', 'ү'],
  ['ۋ', 'w', 'в'],
  ['ې', 'ë', 'е'],
  ['ى', 'i', 'и'],
  ['ي', 'y', 'й'],
] as const satisfies readonly (readonly [arabic: string, latin: string, cyrillic: string])[];

/** Stands before a vowel that begins a syllable. */
export const hamzaCarrier = 'ئ';

const vowels: ReadonlySet<string> = new Set('اەوۇۆۈېى');

/** Whether an Arabic letter is a vowel. */
export function isArabicVowel(letter: string | undefined): boolean {
  return letter !== undefined && vowels.has(letter);
}

/**
 * Whether two vowels in a row have a carrier between them. ۈە has none: it writes one Chinese final (يۈەن).
 */
export function needsCarrierBetween(before: string | undefined, vowel: string | undefined): boolean {
  return isArabicVowel(before) && !(before === 'ۈ' && vowel === 'ە');
}
