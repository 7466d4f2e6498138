import type { TextDirection } from './engineTypes.ts';

/** How one sentence stands. */
export type PreviewSentenceState =
  | { readonly kind: 'waiting' }
  /** Translated again; text and warning are still those of the time before. */
  | { readonly kind: 'retrying'; readonly warning: string | null }
  | { readonly kind: 'done'; readonly warning: string | null };

/** A piece of a selection, in order: kept as it is, or a sentence. Sentences are numbered from 0. */
export type PreviewPiece =
  | { readonly kind: 'kept'; readonly text: string }
  | {
      readonly kind: 'sentence';
      readonly number: number;
      readonly source: string;
      readonly target: string;
      readonly state: PreviewSentenceState;
    };

/** One selection's translation as the preview shows it. */
export interface PreviewItem {
  /** Index among the selections of the command. */
  readonly index: number;
  readonly source: string;
  readonly sourceDirection: TextDirection;
  /** BCP 47 tag; empty when the language is not known. */
  readonly sourceLanguage: string;
  /** What is written so far. */
  readonly target: string;
  readonly targetDirection: TextDirection;
  /** BCP 47 tag. */
  readonly targetLanguage: string;
  /** Empty until it is known what the selection consists of. */
  readonly pieces: readonly PreviewPiece[];
  /** What a reader must know of the whole translation, besides warnings. */
  readonly notice?: string;
  readonly state:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'running' }
    /** All is translated, and one sentence is being translated again. */
    | { readonly kind: 'retrying' }
    /** The warning is that of the first sentence that has one. */
    | { readonly kind: 'done'; readonly warning: string | null }
    | { readonly kind: 'failed'; readonly message: string }
    | { readonly kind: 'cancelled' };
}

/** From the extension to the translation preview. Nothing is posted before `ready`. */
export type ToPreview =
  | { readonly type: 'items'; readonly items: readonly PreviewItem[] }
  /** More text at the end of what is written so far. */
  | { readonly type: 'delta'; readonly index: number; readonly text: string }
  | { readonly type: 'item'; readonly item: PreviewItem }
  /** The document changed under the selections: Replace and Insert are no longer possible. */
  | { readonly type: 'stale'; readonly message: string }
  | { readonly type: 'applied'; readonly message: string };

/** From the translation preview to the extension. */
export type FromPreview =
  | { readonly type: 'ready' }
  | { readonly type: 'replace' }
  | { readonly type: 'insertBelow' }
  | { readonly type: 'copy' }
  | { readonly type: 'cancel' }
  | { readonly type: 'retry' }
  /** Translate one sentence of a finished selection again. */
  | { readonly type: 'retrySentence'; readonly index: number; readonly sentence: number };
