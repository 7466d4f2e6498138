import { hamzaCarrier, isArabicVowel, needsCarrierBetween, uyghurLetters } from './letters.ts';

const cyrillicOf = new Map<string, string>(uyghurLetters.map(([arabic, , cyrillic]) => [arabic, cyrillic]));
const arabicOf = new Map<string, string>([
  ...uyghurLetters.map(([arabic, , cyrillic]) => [cyrillic, arabic] as const),
  ['ю', 'يۇ'],
  ['я', 'يا'],
  // Letters of Russian loans, by sound: nothing tells them apart in Arabic script.
  ['ё', 'يو'],
  ['э', 'ې'],
  ['ы', 'ى'],
  ['ц', 'تس'],
  ['щ', 'ش'],
  ['ь', ''],
]);

/** Letters that are one in Cyrillic: я and ю are written for ي with its vowel. */
const iotated = new Map([
  ['يا', 'я'],
  ['يۇ', 'ю'],
]);

/**
 * Arabic letters of a word as Cyrillic ones. The carrier ئ is silent at the start and between vowels; after a
 * consonant it is ъ (мәсъул), without which the word would be divided otherwise.
 */
export function uyghurArabicToCyrillic(letters: readonly string[]): readonly string[] {
  const out = letters.map((letter) => cyrillicOf.get(letter) ?? letter);
  letters.forEach((letter, index) => {
    const next = letters[index + 1];
    const joined = iotated.get(`${letter}${next ?? ''}`);
    if (joined !== undefined) {
      out[index] = joined;
      out[index + 1] = '';
    } else if (letter === hamzaCarrier) {
      const before = letters[index - 1];
      const silent = isArabicVowel(next) && (before === undefined || needsCarrierBetween(before, next));
      out[index] = silent ? '' : 'ъ';
    }
  });
  return out;
}

/** Cyrillic letters of a word as Arabic ones: the reverse of {@link uyghurArabicToCyrillic}. */
export function uyghurCyrillicToArabic(letters: readonly string[]): readonly string[] {
  let before: string | undefined;
  return letters.map((letter) => {
    const arabic = letter === 'ъ' ? hamzaCarrier : (arabicOf.get(letter) ?? letter);
    const needsCarrier =
      isArabicVowel(arabic[0]) && (before === undefined || needsCarrierBetween(before, arabic));
    before = arabic.at(-1) ?? before;
    return needsCarrier ? hamzaCarrier + arabic : arabic;
  });
}
