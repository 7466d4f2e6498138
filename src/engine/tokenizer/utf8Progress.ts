/**
 * Follows a UTF-8 byte stream and tells whether more bytes keep it well-formed (Unicode Standard, table 3-7), so that
 * a model can never be made to write half a character.
 */
export class Utf8Progress {
  /** Continuation bytes still owed, and the range the next one must lie in. */
  #owed = 0;
  #low = 0x80;
  #high = 0xbf;

  /** True between characters. */
  get complete(): boolean {
    return this.#owed === 0;
  }

  /** Whether appending the bytes keeps the stream well-formed. Changes nothing. */
  accepts(bytes: Uint8Array): boolean {
    const copy = this.#copy();
    return copy.push(bytes);
  }

  /** Appends; false (and an undefined state) when the bytes are not well-formed here. */
  push(bytes: Uint8Array): boolean {
    for (const byte of bytes) if (!this.#next(byte)) return false;
    return true;
  }

  #copy(): Utf8Progress {
    const copy = new Utf8Progress();
    copy.#owed = this.#owed;
    copy.#low = this.#low;
    copy.#high = this.#high;
    return copy;
  }

  #next(byte: number): boolean {
    if (this.#owed > 0) {
      if (byte < this.#low || byte > this.#high) return false;
      this.#owed--;
      this.#low = 0x80;
      this.#high = 0xbf;
      return true;
    }
    if (byte <= 0x7f) return true;
    if (byte >= 0xc2 && byte <= 0xdf) this.#owed = 1;
    else if (byte >= 0xe0 && byte <= 0xef) this.#owed = 2;
    else if (byte >= 0xf0 && byte <= 0xf4) this.#owed = 3;
    else return false;
    if (byte === 0xe0) this.#low = 0xa0;
    else if (byte === 0xed) this.#high = 0x9f;
    else if (byte === 0xf0) this.#low = 0x90;
    else if (byte === 0xf4) this.#high = 0x8f;
    return true;
  }
}
