import type { TextRange } from '../scripts/protectedRanges.ts';
import type { TranslationTag } from '../text/languages.ts';
import type { MarkupFormat } from './format.ts';
import { proseBlocks } from './proseBlocks.ts';
import { blockPieces, type DocumentPiece } from './sentence.ts';

/**
 * Cuts a document, or a stretch of it, into sentences and what is kept between them.
 *
 * @param language what the prose is in: sentences end differently
 * @param within the wanted stretch in UTF-16 units
 * @returns pieces whose texts, joined, are the stretch, byte for byte
 */
export function documentPieces(
  text: string,
  format: MarkupFormat,
  language: TranslationTag,
  within: TextRange = { start: 0, end: text.length },
): readonly DocumentPiece[] {
  const pieces: DocumentPiece[] = [];
  let at = within.start;
  const keep = (until: number): void => {
    if (until > at) pieces.push({ kind: 'kept', text: text.slice(at, until) });
  };
  for (const [number, block] of proseBlocks(text, format, within).entries()) {
    keep(block[0]!.start);
    pieces.push(...blockPieces(text, block, number, language));
    at = block.at(-1)!.end;
  }
  keep(within.end);
  return pieces;
}
