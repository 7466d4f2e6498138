/**
 * Kazakh in Arabic script before Unicode had its letters: fonts drew them on the code points of letters that Kazakh does
 * not use, and much of the web's text is still written so («قازاقستاندئق جاس ميلليونةر»). Found in MiLiC-Eval's training
 * and development texts, where a text has the letters of the one kind or of the other and never both; ھ as ه is rare.
 */

/** A letter of old fonts with the one that it means. */
export const oldFontLetters: ReadonlyMap<string, string> = new Map([
  ['ئ', 'ى'],
  ['ة', 'ە'],
  ['ذ', 'ۇ'],
  ['ث', 'ڭ'],
  ['ؤ', 'ۋ'],
  ['أ', 'ۆ'],
  ['ه', 'ھ'],
]);

const ofOldFonts = /[ئةذثؤأ]/gu;
const ofUnicode = /[ىەۇڭۋۆ]/gu;

/**
 * Whether a line is in the letters of old fonts: it has more of them than of those that they mean. A Uyghur or Arabic
 * word in a line of Kazakh is not read as Kazakh then.
 */
export function isInOldFont(line: string): boolean {
  return count(line, ofOldFonts) > count(line, ofUnicode);
}

function count(line: string, letters: RegExp): number {
  return line.match(letters)?.length ?? 0;
}
