import { spellGlide } from './glides.ts';
import { highHamza, kazakhLetters } from './letters.ts';
import { findStem, type Stems } from './stems.ts';

/** The letters that are read the same wherever they stand. */
const cyrillicOf = new Map<string, string>(
  kazakhLetters
    .filter(([cyrillic, arabic]) => arabic.length === 1 && !'аәоөұүыіийэ'.includes(cyrillic))
    .map(([cyrillic, arabic]) => [arabic, cyrillic]),
);

/** Back and front reading of the vowel letters. */
const vowelPairs: ReadonlyMap<string, readonly [back: string, front: string]> = new Map([
  ['ا', ['а', 'ә']],
  ['و', ['о', 'ө']],
  ['ۇ', ['ұ', 'ү']],
  ['ى', ['ы', 'і']],
] as const);

const back = /[аоұыя]$/u;
const front = /[әеёөүіэ]$/u;

/** Hamza and vowel in one character (U+0675–0678); real text also writes the hamza as U+0621. */
const ligatures: Readonly<Record<string, string>> = {
  '\u0675': 'ا',
  '\u0676': 'و',
  '\u0677': 'ۇ',
  '\u0678': 'ى',
};

function isHamza(letter: string): boolean {
  return letter === highHamza || letter === '\u0621';
}

/**
 * Arabic letters of a word as Cyrillic ones. Arabic script does not tell front from back vowels letter by letter: a
 * hamza, or ك گ ە, makes a word front; ق ع make the syllable back; suffixes follow the vowel before them.
 *
 * @param stems readings of stems that these rules get wrong
 * @returns null when it is no word: a hamza alone
 */
export function kazakhArabicToCyrillic(letters: readonly string[], stems: Stems): readonly string[] | null {
  const plain = letters.map((letter) => (isHamza(letter) ? '' : (ligatures[letter] ?? letter)));
  const marked = letters.some((letter) => isHamza(letter) || letter in ligatures);
  const spoken = plain.filter((letter) => letter !== '');
  if (spoken.length === 0) return null;
  const read = readWord(spoken, marked, stems);
  let index = 0;
  return plain.map((letter) => (letter === '' ? '' : read[index++]!));
}

const frontEvidence = /[كگە]/u;

/**
 * A word without its instrumental ending -мен, -бен, -пен, which never turns back (жұмыспен): its ە says nothing of a
 * word that has ا, ق or ع. Other words may be of either kind.
 */
function withoutInstrumental(word: string): string {
  return /[اقع]/u.test(word) ? word.replace(/[مبپ]ەن(?:ەن)?$/u, '') : word;
}

function readWord(letters: readonly string[], marked: boolean, stems: Stems): readonly string[] {
  const stem = stemOf(letters, marked, stems);
  const out: string[] = [...stem];
  const evidence = evidenceOf(letters, marked, stem);
  while (out.length < letters.length) out.push(...readNext(letters, out, evidence));
  if (marked && stem.length === 0) keepPromise(letters, out);
  return out;
}

/** A stem's reading depends on the hamza, so its key has it; some write one where a bare word has front vowels too. */
function stemOf(letters: readonly string[], marked: boolean, stems: Stems): readonly string[] {
  const bare = findStem(letters, stems);
  if (!marked) return bare;
  const stem = findStem([highHamza, ...letters], stems).slice(1);
  return stem.length === 0 && bare.some((read) => /[әөүі]/u.test(read)) ? bare : stem;
}

/** Where a word shows that it has front vowels: the first of them is front, or one somewhere. */
type Evidence = 'first' | 'somewhere' | 'none';

function evidenceOf(letters: readonly string[], marked: boolean, stem: readonly string[]): Evidence {
  if (marked) return 'first';
  if (frontEvidence.test(withoutInstrumental(letters.join('')))) return 'somewhere';
  // Suffixes follow the last vowel of a stem, also where nothing else shows that it is front (қазірдің).
  return front.test(stem.findLast((read) => back.test(read) || front.test(read)) ?? '')
    ? 'somewhere'
    : 'none';
}

/** Reads the letter at `out.length`, with the next where both are one Cyrillic letter. */
function readNext(letters: readonly string[], out: readonly string[], evidence: Evidence): readonly string[] {
  const index = out.length;
  const letter = letters[index]!;
  const next = letters[index + 1];
  const before = lastOf(out);
  if (letter === 'ي') {
    const [glide, following] = spellGlide({
      before,
      after: next === 'ا' ? 'а' : next === 'ۋ' ? 'у' : next === 'و' ? 'о' : next,
      vowelAfterNext: isVowel(letters[index + 2]),
    });
    return following === null ? [glide] : [glide, following];
  }
  if (letter === 'ت' && next === 'س' && letters[index + 2] === 'ي') return ['ц', ''];
  if (letter === 'ش' && next === 'ش') return ['щ', ''];
  if (letter === 'ە') return ['е'];
  const pair = vowelPairs.get(letter);
  if (pair === undefined) return [cyrillicOf.get(letter) ?? letter];
  return [pair[isFront(letters, index, out, evidence) ? 1 : 0]];
}

function isVowel(letter: string | undefined): boolean {
  return letter !== undefined && (letter === 'ە' || letter === 'ي' || vowelPairs.has(letter));
}

function lastOf(out: readonly string[]): string | undefined {
  return out.findLast((letters) => letters !== '')?.at(-1);
}

function isFront(
  letters: readonly string[],
  index: number,
  out: readonly string[],
  evidence: Evidence,
): boolean {
  if (evidence === 'none') return false;
  const previous = out.findLast((read) => back.test(read) || front.test(read));
  const neighbours = [letters[index - 1], ...consonantsAfter(letters, index)];
  if (neighbours.some((letter) => letter === 'ق' || letter === 'ع')) return false;
  if (letters[index] === 'ا' || letters[index] === 'و') {
    // ә and ө stand beyond the first syllable in few words, which are stems. и and у make a syllable too, mostly of loans
    // (миллионер); behind a hamza they need not.
    const behindGlide = out.slice(1).some((read) => read === 'и' || read === 'у');
    if (previous !== undefined || (behindGlide && evidence !== 'first')) return false;
    return evidence === 'first' || letters[index] === 'ا' || !letters.slice(index).includes('ا');
  }
  if (previous === undefined) return true;
  if (neighbours.some((letter) => letter === 'ك' || letter === 'گ')) return true;
  return front.test(previous);
}

/** The consonants that close the syllable of a vowel, up to the next vowel. */
function consonantsAfter(letters: readonly string[], index: number): readonly string[] {
  const rest = letters.slice(index + 1);
  const end = rest.findIndex((letter) => isVowel(letter));
  return end === -1 ? rest : rest.slice(0, end);
}

/** A hamza promises a front vowel; where the rules found none, the last that can be one is it. */
function keepPromise(letters: readonly string[], out: string[]): void {
  if (out.some((read) => /[әөүі]/u.test(read))) return;
  const index = letters.findLastIndex((letter) => vowelPairs.has(letter));
  const pair = vowelPairs.get(letters[index] ?? '');
  if (pair !== undefined && out[index] === pair[0]) out[index] = pair[1];
}
