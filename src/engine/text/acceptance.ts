import { clusterBoundaryAfter } from './graphemes.ts';
import type { LanguageTag } from './languages.ts';
import { scriptOfLetter } from './letters.ts';
import { findNaturalEnd } from './naturalEnd.ts';

/**
 * How much of an offered text a writer takes at once: a syllable or word, a sentence, a line. The signs in
 * the text decide, not a language: what ends a unit in one of the scripts stands inside no word of another.
 *
 * - Words stand between spaces and are never cut further, as UAX #29 asks (rules WB5 to WB13). Two things of UAX #29
 *   are tailored, as it allows: a hyphen joins («бір-бірімен»), and Tibetan, for which it has no rule, is taken by
 *   syllable up to its tsheg (W3C, Tibetan Layout Requirements: a tsheg separates syllables, a shad ends a phrase, and
 *   neither begins a line).
 * - A narrow no-break space (U+202F) joins a Mongolian suffix to its stem; the vowel separator (U+180E) and the
 *   variation selectors are parts of their word (W3C, Mongolian Layout Requirements; The Unicode Standard, 13.5).
 * - Signs go with the word before them, also where a space stands between (Mongolian «ᠪᠣᠯ ᠃», a dash), and the space
 *   after a unit goes with it: a writer who takes a unit can write on at once. Arabic signs may stand without a space
 *   (W3C, Arabic & Persian Layout Requirements, which Uyghur and Kazakh follow).
 * - Kazakh's hamza (U+0674, in real text U+0621 as well) belongs to the word that follows it, and so do the signs that
 *   open a Tibetan or Mongolian text.
 */

/** What a cluster goes on with after any sign. */
const mark = '[\\p{M}\\u200C\\u200D]';

/** What stands between words; no-break spaces join. */
const gap = '[^\\S\\u00A0\\u202F\\uFEFF]';

/** As {@link gap}, but the line stays the same; with marks that were put on it. */
const space = `(?:[^\\S\\r\\n\\u2028\\u2029\\u00A0\\u202F\\uFEFF]${mark}*)`;

/** Tsheg, delimiter tsheg (also before a shad), double tsheg. */
const tsheg = '\\u0F0B\\u0F0C\\u0FD2';

/** Shads in their forms, and the tsheg-like signs that end a phrase (U+0F0D–0F12, U+0F14). */
const shad = '\\u0F0D-\\u0F12\\u0F14';

/** Arabic ، ؛ ؟ ۔ and Mongolian ᠁ ᠂ ᠃ ᠄ ᠅ ᠈ ᠉: never inside a word. */
const sign = '\\u060C\\u061B\\u061F\\u06D4\\u1801-\\u1805\\u1808\\u1809';

/** Tibetan head marks and the Mongolian birga at the beginning of a text, or a hamza astray from its word. */
const opening = '[\\u0F01-\\u0F08\\u1800\\u0621\\u0674]';

/** What opens: quotes, brackets, head marks. */
const opener = '[\\p{Ps}\\p{Pi}\\u0F01-\\u0F08\\u1800]';

/** Other punctuation, and marks of direction. */
const follower = `[[\\p{P}\\p{Cf}]--${opener}]`;

/** What may follow a sign without a space, and closes or ends as well. */
const more = `[[\\p{P}\\p{Cf}\\p{M}]--${opener}]*`;

/** A token of punctuation alone, after a space: «—», «!». */
const standing = `(?:${follower}+(?=${gap}|$))`;

/** Of a word or syllable itself; a comma between digits ends nothing. */
const letter = `[^${gap}${tsheg}${shad}${sign}]|(?<=\\p{N})\\u060C(?=\\p{N})`;

const unit = new RegExp(
  `${gap}*(?:${opening}+${gap}+)*(?:${letter})*(?:[${tsheg}]${mark}*)*(?:[${shad}${sign}]${more})?` +
    `(?:(?:${space}|\\u00A0)+[${shad}${sign}${tsheg}]${more}|${space}+${standing})*(?:${space}|(?<=[${tsheg}${shad}])\\u00A0)*`,
  'vy',
);

/**
 * Length of the first unit of a text: a Tibetan syllable, elsewhere a word, with the space before it, its signs, and
 * the space after it on the same line. In UTF-16 units; 0 for an empty text only; never inside a grapheme cluster.
 */
export function nextUnitLength(text: string): number {
  unit.lastIndex = 0;
  return clusterBoundaryAfter(text, unit.exec(text)?.[0].length ?? 0);
}

/**
 * Length of the rest of the first sentence, its signs and the space after it included; all of the line where no
 * sentence ends in it. Otherwise as {@link nextUnitLength}.
 *
 * @param before what stands before the text on its line: whether a sign ends a sentence depends on the word before it
 */
export function nextSentenceLength(before: string, text: string): number {
  const tag = sentenceStyle(text) ?? sentenceStyle(before) ?? 'kk-Cyrl';
  const word = /[\p{L}\p{M}\p{N}]+$/u.exec(before.slice(-wordLimit))?.[0] ?? '';
  // At the end of its line the word has nothing to say about what follows.
  const withWord = (findNaturalEnd(word + text, tag, 'sentence', true) ?? 0) - word.length;
  const end = withWord > 0 ? withWord : (findNaturalEnd(text, tag, 'sentence', true) ?? text.length);
  return clusterBoundaryAfter(text, end + spaceLength(text, end));
}

/**
 * Length of the first line that is not blank, without the line break after it. Otherwise as {@link nextUnitLength}.
 */
export function nextLineLength(text: string): number {
  const blank = /^\s*/u.exec(text)?.[0].length ?? 0;
  const end = findNaturalEnd(text.slice(blank), 'kk-Cyrl', 'line');
  return end === null ? text.length : clusterBoundaryAfter(text, blank + end);
}

/** No word is longer (in UTF-16 units); what goes beyond is not looked at. */
const wordLimit = 100;

/** A language whose sentences end as those of the first letter's script; null when there is no letter. */
function sentenceStyle(text: string): LanguageTag | null {
  const first = /[\p{L}\p{M}]/u.exec(text)?.[0];
  if (first === undefined) return null;
  const script = scriptOfLetter(first);
  return script === 'Tibt' ? 'bo' : script === 'Mong' ? 'mn-Mong' : 'kk-Cyrl';
}

const spaces = new RegExp(`(?:${space}|\\u00A0)*`, 'vy');

function spaceLength(text: string, from: number): number {
  spaces.lastIndex = from;
  return spaces.exec(text)?.[0].length ?? 0;
}
