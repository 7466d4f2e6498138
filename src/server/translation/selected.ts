import { z } from 'zod';
import { documentPieces } from '../../engine/markup/documentPieces.ts';
import { formatOf, type MarkupFormat } from '../../engine/markup/format.ts';
import type { DocumentPiece } from '../../engine/markup/sentence.ts';
import type { TextRange } from '../../engine/scripts/protectedRanges.ts';
import type { TranslationTag } from '../../engine/text/languages.ts';
import { surroundingsLimit, type Selected } from '../../protocol/messages.ts';

/** What a client may send as a selection. */
export const selectedSchema = z.object({
  text: z.string(),
  document: z
    .object({ languageId: z.string().max(200), before: z.string(), after: z.string() })
    .exactOptional(),
}) satisfies z.ZodType<Selected>;

/** A selection in its document. */
export interface PlacedSelection {
  /** The document, or the selection alone where the document is too long to be read for it. */
  readonly text: string;
  readonly within: TextRange;
  readonly format: MarkupFormat;
}

/** Puts a selection back into its document. */
export function placeSelection({ text, document }: Selected): PlacedSelection {
  const format = document === undefined ? 'plain' : formatOf(document.languageId);
  const around = (document?.before.length ?? 0) + (document?.after.length ?? 0);
  const { before, after } =
    document === undefined || format === 'plain' || around > surroundingsLimit
      ? { before: '', after: '' }
      : document;
  return {
    text: before + text + after,
    within: { start: before.length, end: before.length + text.length },
    format,
  };
}

/**
 * The pieces of a selection that is to be translated. They are the selection, but for a space between two sentences that
 * the source language writes without one and the target language with one.
 */
export function selectionPieces(
  { text, within, format }: PlacedSelection,
  from: TranslationTag,
  to: TranslationTag,
): readonly DocumentPiece[] {
  return documentPieces(text, format, from, within).flatMap((piece, index, all): readonly DocumentPiece[] => {
    const before = all[index - 1];
    const touches = piece.kind === 'sentence' && before?.kind === 'sentence' && before.block === piece.block;
    return touches && to !== 'zh' ? [{ kind: 'kept', text: ' ' }, piece] : [piece];
  });
}
