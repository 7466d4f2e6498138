/**
 * Letters of Kazakh in Arabic script as old fonts have them, which a good part of the text on the web is still in:
 * vowels and ڭ stand on the code points of letters that Kazakh does not use.
 */
const legacyLetters: Readonly<Record<string, string>> = {
  ى: 'ئ',
  ە: 'ة',
  ۇ: 'ذ',
  ڭ: 'ث',
  ۋ: 'ؤ',
  '\u0674': 'ء',
};

/** A line of Kazakh in Arabic script in the letters of old fonts. */
export function inLegacyLetters(line: string): string {
  return line.replace(/[ىەۇڭۋ\u0674]/gu, (letter) => legacyLetters[letter]!);
}
