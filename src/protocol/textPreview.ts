import type { TextDirection, TranslationTag } from './engineTypes.ts';

/** A place in a document: a line and a UTF-16 unit in it, both from 0, as the editor counts. */
export interface TextPlace {
  readonly line: number;
  readonly character: number;
}

/** A selected stretch, from its first place up to its last. */
export interface TextSelection {
  readonly start: TextPlace;
  readonly end: TextPlace;
}

export interface TextLine {
  /** The line's number in the document, from 0. */
  readonly number: number;
  readonly text: string;
}

/** Lines one after the other that run the same way. */
export interface TextPassage {
  /** Null where it is not known. */
  readonly language: TranslationTag | null;
  readonly direction: TextDirection;
  readonly lines: readonly TextLine[];
}

/** A part of a document as the preview shows it. */
export interface TextView {
  /** The document's name. */
  readonly name: string;
  readonly passages: readonly TextPassage[];
  readonly caret: TextPlace;
  /** Those that are not empty. */
  readonly selections: readonly TextSelection[];
  /** What is offered at the caret; empty when nothing is. */
  readonly ghost: string;
  /** The first line that the editor shows. */
  readonly top: number;
}

/** From the extension to the text preview. Nothing is posted before `ready`. */
export type ToTextPreview =
  | { readonly type: 'text'; readonly view: TextView }
  /** No text is open. */
  | { readonly type: 'nothing' };

/** From the text preview to the extension. */
export type FromTextPreview =
  | { readonly type: 'ready' }
  /** The cursor is to go there; with `focus` the keyboard too. */
  | { readonly type: 'goTo'; readonly place: TextPlace; readonly focus: boolean };
