import type { LanguageTag } from '../../engine/text/languages.ts';
import { detectAtCursor, type DocumentFacts } from '../../engine/text/detectAtCursor.ts';
import { isClusterBoundary } from '../../engine/text/graphemes.ts';
import { isWellFormed } from '../../engine/text/wellFormed.ts';
import type { ContextWindow } from './contextWindow.ts';

/** Letters with their marks and numbers, and what joins the parts of a word without being seen: MVS, NNBSP, ZWJ, ZWNJ. */
const inWord = /[\p{L}\p{M}\p{N}\u180E\u202F\u200C\u200D]/u;
const endsInWord = new RegExp(`${inWord.source}$`, 'u');
const startsInWord = new RegExp(`^${inWord.source}`, 'u');

/**
 * The language to complete in, or null where a completion would be out of place: the text at the cursor is none
 * of the six languages, the cursor stands inside a word or a grapheme cluster, or the text is not text.
 */
export function completionLanguage(
  { prefix, suffix }: ContextWindow,
  facts: DocumentFacts = {},
): LanguageTag | null {
  if (prefix.trim() === '' || prefix.includes('\0')) return null;
  if (!isWellFormed(prefix) || !isWellFormed(suffix)) return null;
  if (insideWord(prefix, suffix)) return null;
  return detectAtCursor(prefix, suffix, facts);
}

/** Whether a word (in Tibetan: a syllable) goes on on both sides of the cursor. */
export function insideWord(prefix: string, suffix: string): boolean {
  if (endsInWord.test(prefix) && startsInWord.test(suffix)) return true;
  const tail = prefix.slice(-64);
  return !isClusterBoundary(tail + suffix.slice(0, 8), tail.length);
}
