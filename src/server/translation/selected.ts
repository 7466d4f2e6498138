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
  const pieces = documentPieces(text, format, from, within);
  if (!isUnspaced(from) || to === 'zh') return pieces;
  return pieces.flatMap((piece, index): readonly DocumentPiece[] => {
    const before = pieces[index - 1];
    return piece.kind === 'sentence' && before?.kind === 'sentence' && touches(before, piece)
      ? [{ kind: 'kept', text: ' ' }, piece]
      : [piece];
  });
}

/** Languages that write one sentence after the other without a space. */
function isUnspaced(language: TranslationTag): boolean {
  return language === 'zh' || language === 'bo';
}

type SentencePiece = Extract<DocumentPiece, { readonly kind: 'sentence' }>;

/** Whether prose touches prose: beside a sign of markup a space could change what the sign means. */
function touches(before: SentencePiece, after: SentencePiece): boolean {
  const end = before.sentence.stretches.at(-1)?.prose ?? '';
  const start = after.sentence.stretches[0]?.prose ?? '';
  return before.block === after.block && end !== '' && start !== '';
}
