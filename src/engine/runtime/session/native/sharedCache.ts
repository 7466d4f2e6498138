import type { CacheEntry } from '../../modelDescription.ts';
import { elementTypes } from './nativeMetadata.ts';
import type { OrtLibrary } from './ortLibrary.ts';

/** Positions that a cache has room for at first; then it doubles. */
const firstCapacity = 256;

interface CacheBuffer {
  readonly entry: CacheEntry;
  /** [1, heads, capacity, headSize]; halves by their bits. */
  readonly data: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
  readonly value: bigint;
}

/**
 * Keys and values in memory that past and present share: GroupQueryAttention then adds the new positions in their place
 * and copies nothing, where separate outputs would be a copy of everything at each run.
 */
export class SharedCache {
  readonly #ort: OrtLibrary;
  readonly #entries: readonly CacheEntry[];
  /** Positions that the model can have at most. */
  readonly #contextLength: number;
  #buffers: readonly CacheBuffer[] = [];
  #capacity = 0;

  constructor(ort: OrtLibrary, entries: readonly CacheEntry[], contextLength: number) {
    this.#ort = ort;
    this.#entries = entries;
    this.#contextLength = contextLength;
  }

  get bytes(): number {
    return this.#buffers.reduce((sum, { data }) => sum + data.byteLength, 0);
  }

  /** The tensors, in the order of the entries. */
  get values(): readonly bigint[] {
    return this.#buffers.map(({ value }) => value);
  }

  /**
   * Makes room for `length` positions. All that is there comes along, also what the coming run will write over: where it
   * is ended before it has, its sequence is what it was before.
   */
  reserve(length: number): void {
    if (length <= this.#capacity) return;
    let capacity = Math.max(firstCapacity, this.#capacity);
    while (capacity < length) capacity *= 2;
    // Never more than the model can use, nor less than was asked for: the runtime says what is wrong with that.
    this.#allocate(Math.max(length, Math.min(capacity, this.#contextLength)), this, this.#capacity);
  }

  /** The first `length` positions, in memory of their own. */
  copy(length: number): SharedCache {
    const copy = new SharedCache(this.#ort, this.#entries, this.#contextLength);
    const capacity = Math.min(Math.max(firstCapacity, length), Math.max(this.#contextLength, length));
    copy.#allocate(capacity, this, length);
    return copy;
  }

  /** Frees the memory. */
  clear(): void {
    for (const { value, data } of this.#buffers) {
      this.#ort.release('releaseValue', value);
      giveBack(data.buffer);
    }
    this.#buffers = [];
    this.#capacity = 0;
  }

  #allocate(capacity: number, source: SharedCache, kept: number): void {
    const { buffers, from } = { buffers: source.#buffers, from: source.#capacity };
    const made = this.#entries.map((entry, index) => {
      const { heads, headSize, type } = entry;
      const size = heads * capacity * headSize;
      const data = type === 'float16' ? new Uint16Array(size) : new Float32Array(size);
      const old = buffers[index]?.data;
      for (let head = 0; old !== undefined && kept > 0 && head < heads; head++) {
        const start = head * from * headSize;
        data.set(old.subarray(start, start + kept * headSize), head * capacity * headSize);
      }
      return {
        entry,
        data,
        value: this.#ort.tensor(data, [1, heads, capacity, headSize], elementTypes[type]),
      };
    });
    this.clear();
    this.#buffers = made;
    this.#capacity = capacity;
  }
}

/** Gives the memory back at once where JavaScript can say so (Node 21 and newer); else the garbage collector does. */
function giveBack(buffer: ArrayBuffer): void {
  const transfer: unknown = Reflect.get(buffer, 'transfer');
  if (typeof transfer === 'function') Reflect.apply(transfer, buffer, [0]);
}
