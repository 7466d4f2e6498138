import { scriptShare } from '../../src/engine/text/scriptWatch.ts';
import type { LanguageTag } from '../../src/engine/text/languages.ts';

/** What is wrong with a completion, if anything. */
export type Judgement = 'sound' | 'outOfScript' | 'broken' | 'empty';

/** Names and terms in Latin letters may make up the rest. */
const leastShare = 0.9;

/** A replacement character, half a surrogate pair, or a combining mark or variation selector that stands on nothing. */
const brokenCluster = /[\uFFFD\p{Cs}]|(?<![\p{L}\p{M}\p{N}])\p{M}/u;

/** Judges a completion that begins at the end of a word. */
export function judge(text: string, tag: LanguageTag): Judgement {
  if (text.trim() === '') return 'empty';
  if (brokenCluster.test(text)) return 'broken';
  return scriptShare(text, tag) < leastShare ? 'outOfScript' : 'sound';
}
