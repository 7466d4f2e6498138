import type { TranslationTag } from '../text/languages.ts';

/** A prompt in tokens, with what decoding must know of it. */
export interface Prompt {
  /** At least one id. */
  readonly ids: readonly number[];
  /** Whether a token belongs to the text that should guide the choice of weights. */
  readonly guides: (index: number) => boolean;
  /** Bytes taken off the end of the prompt that the generation must write again; empty without token healing. */
  readonly healing: Uint8Array;
  /** Language the generation must be in. */
  readonly language: TranslationTag;
  /** The text before the generation, of which the last grapheme cluster must not be extended; '' when none. */
  readonly textBefore: string;
}
