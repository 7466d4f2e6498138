import { spellGlide } from './glides.ts';
import { kazakhLetters } from './letters.ts';
import { findStem, type Stems } from './stems.ts';

/** The letters that are read the same wherever they stand; h is х unless a stem says һ. */
const cyrillicOf = new Map<string, string>(
  kazakhLetters
    .filter(([cyrillic, , latin]) => latin.length === 1 && !'ийһэ'.includes(cyrillic))
    .map(([cyrillic, , latin]) => [latin, cyrillic]),
);

const vowels: ReadonlySet<string> = new Set('aäeıioöuūüy');

/**
 * Latin letters of a word as Cyrillic ones. Only the glides, h and letters of loans are ambiguous.
 *
 * @param stems readings of stems that the rules get wrong
 */
export function kazakhLatinToCyrillic(letters: readonly string[], stems: Stems): readonly string[] {
  const out: string[] = [...findStem(letters, stems)];
  while (out.length < letters.length) out.push(...readNext(letters, out));
  return out;
}

/** Reads the letter at `out.length`, with the next where both are one Cyrillic letter. */
function readNext(letters: readonly string[], out: readonly string[]): readonly string[] {
  const index = out.length;
  const letter = letters[index]!;
  const next = letters[index + 1];
  if (letter === 'i') {
    const [glide, following] = spellGlide({
      before: out.findLast((read) => read !== '')?.at(-1),
      after: next === undefined ? undefined : (cyrillicOf.get(next) ?? next),
      vowelAfterNext: vowels.has(letters[index + 2] ?? ''),
    });
    return following === null ? [glide] : [glide, following];
  }
  if (letter === 't' && next === 's' && letters[index + 2] === 'i') return ['ц', ''];
  // Inside a word it is mostly т and ш that meet (патша).
  if (letter === 't' && next === 'ş' && index === 0) return ['ч', ''];
  if (letter === 'ş' && next === 'ş') return ['щ', ''];
  return [cyrillicOf.get(letter) ?? letter];
}
