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
  const read = rememberingReader();
  // What was converted last, when it ends right where the next token starts.
  let before = { text: '', end: -1 };
  for (const { index, 0: found, groups } of text.matchAll(token)) {
    const end = index + found.length;
    if (pieces.isProtected(index, end)) continue;
    const attached = before.end === index ? before.text : '';
    let tibetan: string | null;
    if (groups?.['syllable'] !== undefined) {
      tibetan = read(found);
    } else if (groups?.['space'] !== undefined) {
      const isAfterEmphasis =
        before.end >= 0 && before.end === index - 2 && text.startsWith('**', before.end);
      tibetan = isAfterEmphasis
        ? spaceAfterEmphasis(text, index, before.text, read)
        : spaceFromWylie(text, index, attached, read);
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

type Reader = (wylie: string) => string | null;

/** Texts repeat their syllables. */
function rememberingReader(): Reader {
  const known = new Map<string, string | null>();
  return (wylie) => {
    const found = known.get(wylie);
    if (found !== undefined) return found;
    const tibetan = syllableFromWylie(wylie);
    known.set(wylie, tibetan);
    return tibetan;
  };
}

/** Bounded: a long row of spaces is no text, and looking over it from each of them would take its time squared. */
const wordAfterSpaces = new RegExp(` {1,8}(${syllable})`, 'iuy');

/** Spaces that Wylie writes as «_» beside a kept sign; not in snake_case, nor where Markdown has _emphasis_. */
const afterSign = /[^\s\p{L}\p{N}_]_+$/u;

function spaceFromWylie(text: string, index: number, attached: string, read: Reader): string | null {
  if (text.charAt(index) === '_')
    return attached !== '' || afterSign.test(text.slice(Math.max(0, index - 8), index + 1)) ? ' ' : null;
  if (attached === '' || shad.test(attached)) return null;
  wordAfterSpaces.lastIndex = index;
  const word = wordAfterSpaces.exec(text)?.[1];
  // Before a foreign word it is a space like any other.
  return word !== undefined && read(word) === null ? null : tsheg;
}

const wordAfterEmphasis = new RegExp(` (?:\\*\\*)?(${syllable})`, 'iuy');

/** A space between strong emphasis and what follows is a tsheg when both are Tibetan, and no sign otherwise. */
function spaceAfterEmphasis(text: string, index: number, emphasised: string, read: Reader): string | null {
  if (text.charAt(index) === '_') return spaceFromWylie(text, index, '', read);
  if (shad.test(emphasised)) return null;
  wordAfterEmphasis.lastIndex = index;
  const word = wordAfterEmphasis.exec(text)?.[1];
  return word === undefined || read(word) === null ? null : tsheg;
}
