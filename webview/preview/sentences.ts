import type { PreviewPiece } from '../../src/protocol/preview.ts';

export type SentencePiece = Extract<PreviewPiece, { readonly kind: 'sentence' }>;

/** The sentences of a passage, in order. */
export function sentencesOf(pieces: readonly PreviewPiece[]): readonly SentencePiece[] {
  return pieces.filter((piece) => piece.kind === 'sentence');
}

/** What a reader should know of a sentence; null when all is well, or nothing is known yet. */
export function warningOf({ state }: SentencePiece): string | null {
  return state.kind === 'waiting' ? null : state.warning;
}
