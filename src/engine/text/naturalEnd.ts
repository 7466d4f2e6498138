import { isClusterBoundary } from './graphemes.ts';
import type { LanguageTag } from './languages.ts';

/**
 * Ends of sentences and lines, found while text streams in. A decision never changes when more text comes: where
 * the following characters are needed to tell, there is no decision before they are there (or `atEnd` is set).
 */

/** Quotes and brackets that belong to the sentence they close. */
const closing = `["'»”’›)\\]}〉》」』]*`;

/** A run of sentence-ending signs with its closing quotes. Tibetan: shads, alone or «། །», head marks excluded. */
const tibetanEnd = new RegExp(`[།༎༏༐༑༔](?:[ \\u00A0]?[།༎༏༐༑༔])*${closing}`, 'gu');
const mongolianEnd = new RegExp(`[᠃᠉?!？！⁈⁉⁇‼…]+${closing}`, 'gu');
const commonEnd = new RegExp(`[.؟?!…۔⁈⁉⁇‼]+${closing}`, 'gu');

const lineBreak = /\r?\n|[\r\u2028\u2029]/u;
const letter = /\p{L}/u;

/** A point that ends no sentence: after a digit («3.», «2.5») or after a single letter («А. Байтұрсынұлы», «т.б.»). */
const openPoint = /(?:\p{N}|(?:^|[^\p{L}\p{M}])ئ?\p{L}\p{M}*)\.$/u;

/**
 * Abbreviations before whose point a sentence goes on: titles («проф.», also in Unicode CLDR's sentence break suppressions
 * for Russian, `common/segments/ru.xml`; «акад.», «доц.») and years and centuries («жж.», «ғғ.», «гг.»). None is a word,
 * and none of them ends sentences as others do («млн.», «см.»). In Arabic script they are the same, letter for letter.
 */
const abbreviation = /(?:^|[^\p{L}\p{M}])(?:проф|акад|доц|жж|ғғ|гг|پروف|ئ?اكاد|دوتس|جج|عع)\.$/iu;

/** With its point and the sign before it, in UTF-16 units. */
const longestAbbreviation = 8;

/**
 * Index just after the first sentence (with its closing quotes; for Tibetan with the space after the shad), or at the
 * first line break for `line`. A sentence also ends at the line break that follows it. Null while none is certain.
 *
 * @param atEnd no more text will come: the end of the text is as good as a following space.
 */
export function findNaturalEnd(
  text: string,
  tag: LanguageTag,
  kind: 'sentence' | 'line',
  atEnd = false,
): number | null {
  if (kind === 'line') return lineEnd(text, 0);
  const firstLetter = text.search(letter);
  if (firstLetter < 0) return null;
  const limit = lineEnd(text, firstLetter);
  // A line that is over is certain to its end.
  const line = limit === null ? text : text.slice(0, limit);
  return sentenceEnd(line, tag, firstLetter, atEnd || limit !== null) ?? limit;
}

function lineEnd(text: string, from: number): number | null {
  const at = text.slice(from).search(lineBreak);
  // A carriage return at the end may be half a line break, but the line ends before it in any case.
  return at < 0 ? null : from + at;
}

function sentenceEnd(text: string, tag: LanguageTag, from: number, complete: boolean): number | null {
  const pattern = tag === 'bo' ? tibetanEnd : tag === 'mn-Mong' ? mongolianEnd : commonEnd;
  for (const match of text.slice(from).matchAll(pattern)) {
    const start = from + match.index;
    const signs = start + match[0].length;
    const rest = text.slice(signs);
    const verdict = tag === 'bo' ? afterShad(rest, complete) : afterSign(text, start, signs, complete);
    if (verdict === 'unknown') return null;
    const end = signs + (verdict === 'end-with-space' ? 1 : 0);
    if (verdict !== 'no' && isClusterBoundary(text, end)) return end;
  }
  return null;
}

type Verdict = 'end' | 'end-with-space' | 'no' | 'unknown';

/** After «།» and a space another shad may still come («། །»). */
function afterShad(rest: string, complete: boolean): Verdict {
  if (rest === '') return complete ? 'end' : 'unknown';
  if (!/^[ \u00A0]/u.test(rest)) return 'end';
  return rest.length > 1 || complete ? 'end-with-space' : 'unknown';
}

/** `start` and `end` delimit the signs in the text. */
function afterSign(text: string, start: number, end: number, complete: boolean): Verdict {
  const rest = text.slice(end);
  if (rest === '' && !complete) return 'unknown';
  const signs = text.slice(start, end);
  if (!/^[.…]/u.test(signs)) return 'end';
  const before = text.slice(0, start + 1);
  const isOpen = openPoint.test(before) || abbreviation.test(before.slice(-longestAbbreviation));
  if (isOpen && !/^[.…]{2}/u.test(signs)) return rest === '' ? 'end' : 'no';
  if (rest === '') return 'end';
  if (!/^\s/u.test(rest)) return 'no';
  // «млн. теңге»: a small letter goes on with the sentence.
  const next = rest.trimStart();
  if (next === '' && !complete) return 'unknown';
  return /^\p{Ll}/u.test(next) ? 'no' : 'end';
}
