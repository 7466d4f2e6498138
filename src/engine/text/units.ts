import { clusterBoundaryAfter, clusterBoundaryBefore } from './graphemes.ts';
import type { LanguageTag } from './languages.ts';

/**
 * The smallest units a writer takes or leaves whole: a Tibetan syllable with its tsheg or shad; elsewhere a word with
 * the signs attached to it. Mongolian suffixes joined by a narrow no-break space belong to their word.
 */

/** Space that separates words; no-break spaces (U+00A0, U+202F, U+FEFF) join. */
const space = /[^\S\u00A0\u202F\uFEFF]/u;

/** Tsheg and delimiter tsheg. */
const tsheg = '\u0F0B\u0F0C';

/** Shad in its forms, and the tsheg-like signs that end a phrase (U+0F0D–0F12, U+0F14). */
const shad = '\u0F0D-\u0F12\u0F14';

/** A syllable with what ends it; text without either runs to the next space. */
const syllable = new RegExp(`[^\\S\\u00A0\\u202F\\uFEFF]*[^\\s${tsheg}${shad}]*[${tsheg}]*[${shad}]*`, 'uy');

const word = /[^\S\u00A0\u202F\uFEFF]*(?:\S|[\u00A0\u202F\uFEFF])*/uy;

/** Signs that show that the word before them is finished; a point after a digit may be a decimal one. */
const wordEnd = /(?:[!?;:…)\]}»”’›،؛؟۔᠂᠃᠄᠈᠉]|(?<!\p{N})[.,])$/u;

/** A joined suffix of two letters or more, with the signs that choose their forms, at the end. */
const joinedSuffix = /\u202F\p{L}[\u180B-\u180D\u180F]*(?:\p{L}[\u180B-\u180D\u180F]*)+$/u;

/**
 * Where a text that may still grow can be cut without leaving a unit unfinished: the index after the last complete
 * unit, before the space that follows it. 0 when no unit is complete.
 */
export function lastUnitBoundary(text: string, tag: LanguageTag): number {
  const end = tag === 'bo' ? lastSyllableEnd(text) : lastWordEnd(text);
  return clusterBoundaryBefore(text, end);
}

/**
 * End of the unit that starts at `from` (space before it is taken along), or the text's end. Always beyond `from`
 * when there is text left, and never inside a grapheme cluster.
 */
export function nextUnitEnd(text: string, from: number, tag: LanguageTag): number {
  const pattern = tag === 'bo' ? syllable : word;
  pattern.lastIndex = from;
  const length = pattern.exec(text)?.[0].length ?? 0;
  return clusterBoundaryAfter(text, Math.min(text.length, from + Math.max(1, length)));
}

/**
 * Whether a text ends where its writer has most likely finished a unit: behind a tsheg or shad, space, a sign that ends
 * a word, or a Mongolian suffix joined by a narrow no-break space (the shortest have two letters).
 */
export function endsUnit(text: string, tag: LanguageTag): boolean {
  if (text === '') return true;
  if (space.test(text.charAt(text.length - 1)) || lastUnitBoundary(text, tag) === text.length) return true;
  return tag === 'mn-Mong' && joinedSuffix.test(text);
}

function lastSyllableEnd(text: string): number {
  const ends = new RegExp(`[${tsheg}${shad}](?=[^${tsheg}${shad}]*$)`, 'u').exec(text);
  const afterSign = ends === null ? 0 : ends.index + 1;
  return Math.max(afterSign, lastWordEnd(text, afterSign));
}

/** The last word counts once space or an ending sign follows it. */
function lastWordEnd(text: string, from = 0): number {
  if (wordEnd.test(text)) return text.length;
  let end = text.length;
  while (end > from && !space.test(text.charAt(end - 1))) end--;
  while (end > from && space.test(text.charAt(end - 1))) end--;
  return end;
}
