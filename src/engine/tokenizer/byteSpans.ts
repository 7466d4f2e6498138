import type { Tokenizer } from './tokenizer.ts';

/** A token together with where its bytes end in the encoded text. */
export interface EncodedText {
  readonly ids: readonly number[];
  /** `ends[i]`: number of UTF-8 bytes of the text up to and including token i. */
  readonly ends: readonly number[];
}

/**
 * Encodes, with the tokenizer's own beginning, and locates each token by the bytes it writes. The library reports no offsets; byte-level BPE without a
 * normaliser writes back exactly what it read, so the sum of the bytes is the position.
 */
export function encodeWithSpans(tokenizer: Tokenizer, text: string): EncodedText {
  const ids = [...tokenizer.beginning, ...tokenizer.encode(text)];
  let end = 0;
  const ends = ids.map((id) => (end += tokenizer.bytes(id).length));
  return { ids, ends };
}
