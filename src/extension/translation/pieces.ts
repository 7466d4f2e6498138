import type { OutlinePiece } from '../../protocol/messages.ts';
import type { PreviewItem, PreviewPiece } from '../../protocol/preview.ts';

/** A translated sentence in words for the user. */
export interface ShownSentence {
  readonly text: string;
  readonly warning: string | null;
}

type SentencePiece = Extract<PreviewPiece, { readonly kind: 'sentence' }>;

/** The pieces of a selection before anything is translated. */
export function piecesOf(outline: readonly OutlinePiece[]): readonly PreviewPiece[] {
  let number = 0;
  return outline.map((piece) =>
    piece.kind === 'kept' ? piece : { ...piece, number: number++, target: '', state: { kind: 'waiting' } },
  );
}

/** The pieces after one sentence was translated. */
export function translatedPieces(
  pieces: readonly PreviewPiece[],
  sentence: number,
  { text, warning }: ShownSentence,
): readonly PreviewPiece[] {
  return changeSentence(pieces, sentence, (piece) => ({
    ...piece,
    target: text,
    state: { kind: 'done', warning },
  }));
}

/** The pieces while a finished sentence is translated again; its text stays until there is another. */
export function retriedPieces(pieces: readonly PreviewPiece[], sentence: number): readonly PreviewPiece[] {
  return changeSentence(pieces, sentence, (piece) => ({
    ...piece,
    state: { kind: 'retrying', warning: warningOf(piece) },
  }));
}

/** An item with other pieces, and with the text that they make. */
export function withPieces(item: PreviewItem, pieces: readonly PreviewPiece[]): PreviewItem {
  return { ...item, pieces, target: textOf(pieces) };
}

/** A finished item after one of its sentences was translated again; with null it stays as it was. */
export function endRetry(item: PreviewItem, translated: ShownSentence | null): PreviewItem {
  const retried = sentencesOf(item.pieces).find(({ state }) => state.kind === 'retrying');
  const pieces =
    retried === undefined
      ? item.pieces
      : translatedPieces(
          item.pieces,
          retried.number,
          translated ?? { text: retried.target, warning: warningOf(retried) },
        );
  return { ...withPieces(item, pieces), state: { kind: 'done', warning: firstWarning(pieces) } };
}

/** The warning of the first sentence that has one. */
export function firstWarning(pieces: readonly PreviewPiece[]): string | null {
  return (
    sentencesOf(pieces)
      .map(warningOf)
      .find((warning) => warning !== null) ?? null
  );
}

function warningOf({ state }: SentencePiece): string | null {
  return state.kind === 'waiting' ? null : state.warning;
}

/** The sentences of an item, in order. */
export function sentencesOf(pieces: readonly PreviewPiece[]): readonly SentencePiece[] {
  return pieces.filter((piece) => piece.kind === 'sentence');
}

/** What is written so far: up to the first sentence that is still to come. */
function textOf(pieces: readonly PreviewPiece[]): string {
  let text = '';
  for (const piece of pieces) {
    if (piece.kind === 'sentence' && piece.state.kind === 'waiting') return text;
    text += piece.kind === 'kept' ? piece.text : piece.target;
  }
  return text;
}

function changeSentence(
  pieces: readonly PreviewPiece[],
  sentence: number,
  change: (piece: SentencePiece) => SentencePiece,
): readonly PreviewPiece[] {
  return pieces.map((piece) =>
    piece.kind === 'sentence' && piece.number === sentence ? change(piece) : piece,
  );
}
