/** A byte-exact tokenizer: what every source of a trio shares. */
export interface Tokenizer {
  /** Ids run from 0 to `vocabularySize` − 1, added tokens included. Logits beyond are padding. */
  readonly vocabularySize: number;
  /** Ids that stand for no text (end of text, chat markers). */
  readonly specialIds: ReadonlySet<number>;
  /**
   * Ids that stand before every text (Gemma's `<bos>`, Llama's `<s>`), by the tokenizer's own template; mostly none.
   * Models that were trained with them write nonsense without them. They write no bytes.
   */
  readonly beginning: readonly number[];
  /** Ids of a text, without {@link beginning}; special tokens written in the text are read as plain text by no one: they are refused upstream. */
  encode(text: string): number[];
  /** The bytes an id writes; empty for special tokens and for ids that the vocabulary lacks. */
  bytes(id: number): Uint8Array;
  /** Ids in ascending order of their bytes, special and empty ids left out; made at the first call. */
  sortedByBytes(): Uint32Array;
}

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * An id's own text, fit to be shown: bytes that are no whole character stand as `<0xE0>`, special tokens by `name`.
 */
export function describeToken(tokenizer: Tokenizer, id: number): string {
  const bytes = tokenizer.bytes(id);
  if (bytes.length === 0) return `<${id}>`;
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return describePartialCharacters(bytes);
  }
}

/** Decodes what is whole and spells out the rest byte by byte. */
function describePartialCharacters(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    let length = Math.min(4, bytes.length - at);
    for (; length > 0; length--) {
      try {
        const decoded = strictDecoder.decode(bytes.subarray(at, at + length));
        text += decoded;
        break;
      } catch {
        // A shorter piece may be a whole character.
      }
    }
    if (length === 0) {
      text += `<0x${bytes[at]!.toString(16).toUpperCase().padStart(2, '0')}>`;
      length = 1;
    }
    at += length;
  }
  return text;
}
