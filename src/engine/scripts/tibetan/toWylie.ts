import { PieceWriter } from '../pieceWriter.ts';
import type { Piece } from '../piece.ts';
import { syllableToWylie, tibetanSyllable, tsheg, wylieOfSign } from './ewts.ts';
import { protectedInTibetan } from './notTibetan.ts';

/**
 * A syllable; a space of Tibetan: after Tibetan, or after its punctuation and before Tibetan, but not beside a foreign
 * word, where a space is no sign of Wylie; or a sign. Rows of spaces are bounded, so that a long one does not take its time
 * squared.
 */
const token = new RegExp(
  [
    `(?<syllable>${tibetanSyllable.source})`,
    String.raw`(?:(?<=[\u0F00-\u0FFF] {0,8})|(?<=[^\s\p{L}\p{N}] {0,8})(?= {0,8}[\u0F00-\u0FFF])) (?! {0,8}[A-Za-z\[\x60])`,
    String.raw`[\u0F00-\u0FFF]`,
  ].join('|'),
  'gu',
);

/** Tibetan as Wylie: a tsheg is a space, a space is «_». Everything that is not Tibetan stays as it is. */
export function tibetanToWylie(text: string): readonly Piece[] {
  const pieces = new PieceWriter(text, protectedInTibetan(text));
  const known = new Map<string, string>();
  for (const match of text.matchAll(token)) {
    const [found] = match;
    const end = match.index + found.length;
    if (pieces.isProtected(match.index, end)) continue;
    let wylie = known.get(found);
    if (wylie === undefined) {
      wylie = match.groups?.['syllable'] === undefined ? signToWylie(found) : syllableToWylie(found);
      known.set(found, wylie);
    }
    pieces.convert(match.index, end, wylie);
  }
  return pieces.finish();
}

function signToWylie(sign: string): string {
  if (sign === ' ') return '_';
  if (sign === tsheg) return ' ';
  return wylieOfSign.get(sign) ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
