/**
 * Kazakh Cyrillic letters with their Arabic ones (tote jazu, GB 21669-2008; the reform of 1982) and Latin ones (the
 * alphabet presented on 28 January 2021). Front and back vowels share a letter in Arabic; the high hamza tells them
 * apart (`arabic.ts`). The Latin alphabet has no signs for ё ц ч щ э ю я: they are spelt by sound, as the orthography
 * that goes with it does for и-glides; ъ and ь have no sound of their own. и and й are one letter in both.
 */
export const kazakhLetters = [
  ['а', 'ا', 'a'],
  ['ә', 'ا', 'ä'],
  ['б', 'ب', 'b'],
  ['в', 'ۆ', 'v'],
  ['г', 'گ', 'g'],
  ['ғ', 'ع', 'ğ'],
  ['д', 'د', 'd'],
  ['е', 'ە', 'e'],
  ['ё', 'يو', 'io'],
  ['ж', 'ج', 'j'],
  ['з', 'ز', 'z'],
  ['и', 'ي', 'i'],
  ['й', 'ي', 'i'],
  ['к', 'ك', 'k'],
  ['қ', 'ق', 'q'],
  ['л', 'ل', 'l'],
  ['м', 'م', 'm'],
  ['н', 'ن', 'n'],
  ['ң', 'ڭ', 'ñ'],
  ['о', 'و', 'o'],
  ['ө', 'و', 'ö'],
  ['п', 'پ', 'p'],
  ['р', 'ر', 'r'],
  ['с', 'س', 's'],
  ['т', 'ت', 't'],
  ['у', 'ۋ', 'u'],
  ['ұ', 'ۇ', 'ū'],
  ['ү', 'ۇ', 'ü'],
  ['ф', 'ف', 'f'],
  ['х', 'ح', 'h'],
  ['һ', 'ھ', 'h'],
  ['ц', 'تس', 'ts'],
  ['ч', 'چ', 'tş'],
  ['ш', 'ش', 'ş'],
  ['щ', 'شش', 'şş'],
  ['ъ', '', ''],
  ['ы', 'ى', 'y'],
  ['і', 'ى', 'ı'],
  ['ь', '', ''],
  ['э', 'ە', 'e'],
  ['ю', 'يۋ', 'iu'],
  ['я', 'يا', 'ia'],
] as const satisfies readonly (readonly [cyrillic: string, arabic: string, latin: string])[];

/** U+0674: before a word, it makes its vowels front. */
export const highHamza = '\u0674';

/** Letters that begin with the glide; after и it is written once (партия: پارتيا, partia). */
const glides: ReadonlySet<string> = new Set('ёюя');

/**
 * Spells a word letter by letter.
 *
 * @param table what each Cyrillic letter is written as
 */
export function spell(cyrillic: readonly string[], table: ReadonlyMap<string, string>): readonly string[] {
  return cyrillic.map((letter, index) => {
    const spelt = table.get(letter) ?? letter;
    return glides.has(letter) && cyrillic[index - 1] === 'и' ? spelt.slice(1) : spelt;
  });
}
