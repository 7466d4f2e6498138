import { splitLastCluster } from '../text/graphemes.ts';
import { Utf8Progress } from '../tokenizer/utf8Progress.ts';

/**
 * Turns token bytes into text, holding back bytes that are no whole character yet and the last grapheme cluster,
 * which the next token may still extend.
 */
export class TextStream {
  readonly #decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });
  readonly #progress = new Utf8Progress();
  /** Bytes at the start that belong to text the reader already has (token healing). */
  #skip: number;
  #settled = '';
  #open = '';
  /** Bytes of a character that is not whole yet. */
  #pending: number[] = [];

  constructor(skipBytes = 0) {
    this.#skip = skipBytes;
  }

  /** Text whose clusters can no longer change. */
  get settled(): string {
    return this.#settled;
  }

  /** Everything that is whole characters: the settled text and the open cluster. */
  get text(): string {
    return this.#settled + this.#open;
  }

  /** Whether the bytes keep the stream well-formed UTF-8. */
  accepts(bytes: Uint8Array): boolean {
    return this.#progress.accepts(bytes);
  }

  /** The text as it would be with more bytes; for guards that judge a candidate. */
  preview(bytes: Uint8Array): string {
    const all = this.#withPending(bytes);
    return (
      this.text + new TextDecoder('utf-8', { ignoreBOM: true }).decode(all.subarray(0, wholeLength(all)))
    );
  }

  /** The first bytes of a character that would be left unfinished after more bytes; empty when none is. */
  unfinishedAfter(bytes: Uint8Array): Uint8Array {
    const all = this.#withPending(bytes);
    return all.subarray(wholeLength(all));
  }

  /** Appends a token's bytes. @returns the text that became settled */
  push(bytes: Uint8Array): string {
    this.#progress.push(bytes);
    this.#pending = [...this.unfinishedAfter(bytes)];
    const fresh = this.#withoutSkipped(bytes);
    this.#skip -= bytes.length - fresh.length;
    const grown = this.#open + this.#decoder.decode(fresh, { stream: true });
    const { settled, open } = splitLastCluster(grown);
    this.#settled += settled;
    this.#open = open;
    return settled;
  }

  /** Ends the stream: the open cluster is settled, an unfinished character dropped. @returns what became settled */
  end(): string {
    const rest = this.#open;
    this.#settled += rest;
    this.#open = '';
    this.#pending = [];
    return rest;
  }

  #withPending(bytes: Uint8Array): Uint8Array {
    return Uint8Array.from([...this.#pending, ...this.#withoutSkipped(bytes)]);
  }

  #withoutSkipped(bytes: Uint8Array): Uint8Array {
    return bytes.subarray(Math.min(this.#skip, bytes.length));
  }
}

/** Length of the longest beginning that ends between characters; at most three bytes shorter. */
function wholeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < needed ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
