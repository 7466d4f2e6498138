import { TriMixError } from '../errors.ts';
import { assertProcessable } from '../text/wellFormed.ts';
import { alphabets } from './alphabets.ts';
import { convertWords } from './convertWords.ts';
import { findLosses, type ScriptLoss } from './losses.ts';
import { joinPieces, type Piece } from './piece.ts';
import { scriptTargets, type ScriptPair, type ScriptTag } from './scriptTag.ts';
import { wylieToTibetan } from './tibetan/fromWylie.ts';
import { tibetanToWylie } from './tibetan/toWylie.ts';

/** A text in another script of its language. */
export interface ScriptConversion {
  readonly text: string;
  /** Whether converting `text` back gives the source, byte for byte: it was done to know. */
  readonly exact: boolean;
  /** Every stretch of the source that would not come back, in order; empty when `exact`. */
  readonly losses: readonly ScriptLoss[];
}

/**
 * Writes a text in another script of the same language. Only words of the language and the punctuation after them
 * change; other scripts, code, addresses, tags, mathematics and placeholders stay byte for byte.
 *
 * @throws TriMixError `scripts-not-convertible` when the two are not different scripts of one language,
 *   `text-not-well-formed` or `text-binary` when it is no text
 */
export function convertScript(text: string, { from, to }: ScriptPair): ScriptConversion {
  if (!scriptTargets(from).includes(to)) throw new TriMixError('scripts-not-convertible', { from, to });
  assertProcessable(text);
  const there = convert(text, from, to);
  const converted = joinPieces(there);
  const back = convert(converted, to, from);
  const exact = joinPieces(back) === text;
  return { text: converted, exact, losses: exact ? [] : findLosses(text, there, back, lookalikesOf(from)) };
}

function lookalikesOf(tag: ScriptTag): ReadonlyMap<string, string> {
  return tag === 'bo-Tibt' || tag === 'bo-Latn' ? new Map() : alphabets[tag].lookalikes;
}

function convert(text: string, from: ScriptTag, to: ScriptTag): readonly Piece[] {
  if (from === 'bo-Tibt' || to === 'bo-Latn') return tibetanToWylie(text);
  if (from === 'bo-Latn' || to === 'bo-Tibt') return wylieToTibetan(text);
  return convertWords(text, from, to);
}
