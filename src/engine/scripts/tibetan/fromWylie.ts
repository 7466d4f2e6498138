import { PieceWriter } from '../pieceWriter.ts';
import type { Piece } from '../piece.ts';
import { signOfWylie, syllableFromWylie, tsheg } from './ewts.ts';
import { protectedInWylie } from './notTibetan.ts';

const escapeSign = /[.*+?^${}()|[\]\\/]/gu;
const signs = Array.from(signOfWylie.keys())
  .toSorted((a, b) => b.length - a.length)
  .map((sign) => sign.replace(escapeSign, '\\$&'))
  .join('|');

/** Letters of one syllable; «.» parts prefix and root, «-i» is the reversed vowel, «-t» a retroflex letter. */
const syllable = String.raw`(?:\\u0f[\da-f]{2}|[A-Za-z'’]|(?<=[A-Za-z'])[+~^](?=[\\A-Za-z'])|\.(?=[a-z])|-(?=[iI]|[tdn]|sh))+`;
const token = new RegExp(`(?<syllable>${syllable})|(?<space>[ _])|(?<sign>${signs})|(?<other>\\S)`, 'giu');

/** A sign after Greek or Chinese is not Wylie; after a Latin name it may well be. */
const letterOfOtherScript = /(?!\p{Script=Latin})\p{L}\p{M}*$/u;

/** After a shad writers type a space and mean one; after a syllable it is the tsheg. */
const shad = /[\u0F0D-\u0F12\u0F14]$/u;

/**
 * Wylie as Tibetan. What spells no Tibetan syllable stays as it is, and so does what stands in brackets. Foreign words
 * that happen to spell one («the») cannot be told apart.
 */
export function wylieToTibetan(text: string): readonly Piece[] {
  const pieces = new PieceWriter(text, protectedInWylie(text));
  const known = new Map<string, string | null>();
  // What was converted last, when it ends right where the next token starts.
  let before = { text: '', end: -1 };
  for (const { index, 0: found, groups } of text.matchAll(token)) {
    const end = index + found.length;
    if (pieces.isProtected(index, end)) continue;
    const attached = before.end === index ? before.text : '';
    let tibetan: string | null;
    if (groups?.['syllable'] !== undefined) {
      tibetan = known.get(found) ?? (known.has(found) ? null : syllableFromWylie(found));
      known.set(found, tibetan);
    } else if (groups?.['space'] !== undefined) {
      tibetan = spaceFromWylie(text, index, attached, known);
    } else {
      const isForeign = letterOfOtherScript.test(text.slice(Math.max(0, index - 2), index));
      tibetan = isForeign ? null : (signOfWylie.get(found) ?? null);
    }
    if (tibetan === null) continue;
    pieces.convert(index, end, tibetan);
    before = { text: tibetan, end };
  }
  return pieces.finish();
}

function spaceFromWylie(
  text: string,
  index: number,
  attached: string,
  known: ReadonlyMap<string, string | null>,
): string | null {
  if (text.charAt(index) === '_') {
    // Not inside a foreign word (snake_case), nor where Markdown has emphasis (_word_).
    return attached !== '' || /[^\s\p{L}\p{N}_]_+$/u.test(text.slice(Math.max(0, index - 8), index + 1))
      ? ' '
      : null;
  }
  if (attached === '') return null;
  if (shad.test(attached)) return null;
  // Before a foreign word it is a space like any other.
  const word = /^ *([A-Za-z'’]+)/u.exec(text.slice(index, index + 80))?.[1];
  if (word === undefined) return tsheg;
  const isForeign = (known.get(word) ?? syllableFromWylie(word)) === null;
  return isForeign && !/^ *[A-Za-z'’]+[.+~^-]/u.test(text.slice(index, index + 80)) ? null : tsheg;
}
