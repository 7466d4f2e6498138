import { hamzaCarrier, isArabicVowel, needsCarrierBetween, uyghurLetters } from './letters.ts';

const latinOf = new Map<string, string>(uyghurLetters.map(([arabic, latin]) => [arabic, latin]));
const arabicOf = new Map<string, string>([
  ...uyghurLetters.map(([arabic, latin]) => [latin, arabic] as const),
  // The older form of ë.
  ['é', 'ې'],
]);

const digraphs = ['ch', 'zh', 'sh', 'gh', 'ng'];

/**
 * Arabic letters of a word as Latin ones. The carrier ئ is silent at the start and an apostrophe inside (mes'ul,
 * radi'o); an apostrophe also parts two letters that would read as one (n'g, s'h, z'h, g'h: DB65/T 3690-2015).
 */
export function uyghurArabicToLatin(letters: readonly string[]): readonly string[] {
  return letters.map((letter, index) => {
    const next = letters[index + 1];
    if (letter === hamzaCarrier) return index === 0 && isArabicVowel(next) ? '' : "'";
    const latin = latinOf.get(letter) ?? letter;
    const following = next === undefined ? '' : (latinOf.get(next) ?? '');
    return mergesWith(latin, following) ? `${latin}'` : latin;
  });
}

/** Whether two Latin spellings in a row would be read otherwise. */
function mergesWith(latin: string, following: string): boolean {
  if (latin === 'n') return following.startsWith('g');
  // Bare «ngh» reads as ن + غ, which is common; ڭ + ھ, which is not, says so.
  if (latin === 'ng') return following === 'h';
  return following === 'h' && digraphs.includes(`${latin}h`);
}

/**
 * Latin letters of a word as Arabic ones, the reverse of {@link uyghurArabicToLatin}. Reads careless Latin too: a
 * vowel after a vowel gets its carrier without an apostrophe, and «ngh» is ن + غ, since ڭ + ھ hardly exists.
 *
 * @returns null when the word is not Uyghur: c, which stands only in ch
 */
export function uyghurLatinToArabic(letters: readonly string[]): readonly string[] | null {
  const out = letters.map(() => '');
  let before: string | null = null;
  let parted = false;
  for (let index = 0; index < letters.length;) {
    const letter = letters[index]!;
    if (letter === "'" || letter === '’') {
      const next = letters[index + 1];
      // Between letters that would merge it only parts them; else it is the carrier.
      const parts = next !== undefined && partsLetters(letters[index - 1], next);
      out[index] = parts ? '' : hamzaCarrier;
      if (!parts) before = hamzaCarrier;
      parted = true;
      index++;
      continue;
    }
    const length = lettersOfNext(letters, index, parted);
    const arabic = arabicOf.get(letters.slice(index, index + length).join(''));
    if (arabic === undefined) return null;
    const needsCarrier = isArabicVowel(arabic) && (before === null || needsCarrierBetween(before, arabic));
    out[index] = needsCarrier ? hamzaCarrier + arabic : arabic;
    before = arabic;
    parted = false;
    index += length;
  }
  return out;
}

/** How many Latin letters the Arabic letter at `index` takes: 2 for a digraph. */
function lettersOfNext(letters: readonly string[], index: number, parted: boolean): 1 | 2 {
  const pair = `${letters[index]}${letters[index + 1] ?? ''}`;
  if (!digraphs.includes(pair)) return 1;
  return pair === 'ng' && letters[index + 2] === 'h' && !parted ? 1 : 2;
}

function partsLetters(before: string | undefined, after: string): boolean {
  if (before === 'n' && after === 'g') return true;
  return after === 'h' && before !== undefined && 'szg'.includes(before);
}
