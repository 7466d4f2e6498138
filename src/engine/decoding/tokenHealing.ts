import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/** Tokens that are looked back over: no entry of a vocabulary that matters is cut into more. */
const mostTokens = 6;

/**
 * Takes those tokens off the end of a prompt that a longer token could have been instead, and returns their bytes:
 * the longest ending, in whole tokens, that is the beginning of a longer entry of the vocabulary. Nothing is taken
 * where the text ends at a boundary of its own (a tsheg, a full stop).
 */
export function takeOffUnfinished(ids: number[], tokenizer: Tokenizer): Uint8Array {
  let taken = 0;
  let bytes = new Uint8Array();
  for (let count = 1; count <= Math.min(mostTokens, ids.length); count++) {
    const ending = Uint8Array.from(ids.slice(-count).flatMap((id) => [...tokenizer.bytes(id)]));
    // Byte-level tokens may begin in the middle of a character; what is taken off must be whole characters.
    if (isContinuation(ending[0]) || !startsLongerToken(tokenizer, ending)) continue;
    taken = count;
    bytes = ending;
  }
  ids.length -= taken;
  return bytes;
}

/** Whether a byte stands inside a UTF-8 sequence, not at its beginning. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Whether some token writes these bytes and more. */
function startsLongerToken(tokenizer: Tokenizer, bytes: Uint8Array): boolean {
  const sorted = tokenizer.sortedByBytes();
  for (let at = lowerBound(tokenizer, bytes); at < sorted.length; at++) {
    const entry = tokenizer.bytes(sorted[at]!);
    if (!startsWith(entry, bytes)) return false;
    if (entry.length > bytes.length) return true;
  }
  return false;
}

/**
 * Token healing: a text that ends in the middle of what would be one token («қаза|қ», a trailing space) is tokenised
 * in a way the model never saw, and continues badly. So the last token is taken off the prompt, and the first
 * generated tokens are bound to write its bytes again, alone or as the beginning of a longer token.
 */
export class TokenHealing {
  readonly #tokenizer: Tokenizer;
  #remaining: Uint8Array;

  constructor(tokenizer: Tokenizer, bytes: Uint8Array) {
    this.#tokenizer = tokenizer;
    this.#remaining = bytes;
  }

  /** True once the taken-off bytes are written again. */
  get done(): boolean {
    return this.#remaining.length === 0;
  }

  /** Sets every logit to −∞ whose token does not agree with the bytes still owed. */
  constrain(logits: Float32Array, size: number): void {
    const kept = this.#allowedIds().map((id) => ({ id, logit: logits[id]! }));
    logits.fill(-Infinity, 0, size);
    for (const { id, logit } of kept) logits[id] = logit;
  }

  /** Takes note of the token that was chosen under the constraint. */
  accept(id: number): void {
    this.#remaining = this.#remaining.subarray(
      Math.min(this.#remaining.length, this.#tokenizer.bytes(id).length),
    );
  }

  #allowedIds(): readonly number[] {
    const sorted = this.#tokenizer.sortedByBytes();
    const owed = this.#remaining;
    const ids: number[] = [];
    // Tokens that begin with the owed bytes stand together in byte order.
    for (let at = lowerBound(this.#tokenizer, owed); at < sorted.length; at++) {
      if (!startsWith(this.#tokenizer.bytes(sorted[at]!), owed)) break;
      ids.push(sorted[at]!);
    }
    // Tokens that are a beginning of the owed bytes: one exact look-up for each length.
    for (let length = 1; length < owed.length; length++) {
      const piece = owed.subarray(0, length);
      for (let at = lowerBound(this.#tokenizer, piece); at < sorted.length; at++) {
        if (Buffer.compare(this.#tokenizer.bytes(sorted[at]!), piece) !== 0) break;
        ids.push(sorted[at]!);
      }
    }
    return ids;
  }
}

/** First place in byte order that is not before `bytes`. */
function lowerBound(tokenizer: Tokenizer, bytes: Uint8Array): number {
  const sorted = tokenizer.sortedByBytes();
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (Buffer.compare(tokenizer.bytes(sorted[middle]!), bytes) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function startsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return (
    bytes.length >= beginning.length && Buffer.compare(bytes.subarray(0, beginning.length), beginning) === 0
  );
}
