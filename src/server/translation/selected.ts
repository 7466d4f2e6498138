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
  /** What the document has directly around `text`, up to the ends of the line; empty where it has nothing or is not known. */
  readonly line: { readonly before: string; readonly after: string };
}

/** More of a line (UTF-16 units) is not looked at. */
const longestLine = 200;
const lineBreak = /[\r\n]/u;

/** Puts a selection back into its document. */
export function placeSelection({ text, document }: Selected): PlacedSelection {
  const format = document === undefined ? 'plain' : formatOf(document.languageId);
  const around = (document?.before.length ?? 0) + (document?.after.length ?? 0);
  const isRead = format !== 'plain' && around <= surroundingsLimit;
  const { before, after } = document !== undefined && isRead ? document : { before: '', after: '' };
  return {
    text: before + text + after,
    within: { start: before.length, end: before.length + text.length },
    format,
    line: {
      before: isRead ? '' : (document?.before.slice(-longestLine).split(lineBreak).at(-1) ?? ''),
      after: isRead ? '' : (document?.after.slice(0, longestLine).split(lineBreak)[0] ?? ''),
    },
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
