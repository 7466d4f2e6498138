import type { TextDirection } from './engineTypes.ts';

/** One selection's translation as the preview shows it. */
export interface PreviewItem {
  /** Index among the selections of the command. */
  readonly index: number;
  readonly source: string;
  readonly sourceDirection: TextDirection;
  /** BCP 47 tag; empty when the language is not known. */
  readonly sourceLanguage: string;
  readonly target: string;
  readonly targetDirection: TextDirection;
  /** BCP 47 tag. */
  readonly targetLanguage: string;
  readonly state:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'running' }
    | { readonly kind: 'done'; readonly warning: string | null }
    | { readonly kind: 'failed'; readonly message: string }
    | { readonly kind: 'cancelled' };
}

/** From the extension to the translation preview. Nothing is posted before `ready`. */
export type ToPreview =
  | { readonly type: 'items'; readonly items: readonly PreviewItem[] }
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
  | { readonly type: 'retry' };
