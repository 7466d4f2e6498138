import { ggmlTypes, type GgmlType } from './ggufWriter.ts';

/** The deviation that published models begin their training with. */
const deviation = 0.02;

/** Blocks that all tensors are cut from; prime, so that no two rows begin alike. */
const poolBlocks = 100_003;

/** Deviation of a quantised number that takes every level equally often. */
const levelDeviation = { Q4_0: 16 / Math.sqrt(12), Q8_0: 256 / Math.sqrt(12) } as const;

/** Made-up weights in blocks of ggml: one pool of a type, again and again. */
export class RandomBlocks {
  readonly #pool: Uint8Array;
  readonly #blockBytes: number;
  #at = 0;

  constructor(type: Exclude<GgmlType, 'F32'>, seed: number) {
    const { blockBytes } = ggmlTypes[type];
    this.#blockBytes = blockBytes;
    this.#pool = new Uint8Array(poolBlocks * blockBytes);
    let state = seed;
    for (let index = 0; index < this.#pool.length; index++) {
      // Numerical Recipes' linear congruential generator; its high bits are the random ones.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      this.#pool[index] = state >>> 24;
    }
    // A block begins with its scale in half precision.
    const scale = toHalf(deviation / levelDeviation[type]);
    const view = new DataView(this.#pool.buffer);
    for (let block = 0; block < poolBlocks; block++) view.setUint16(block * blockBytes, scale, true);
  }

  /** So many blocks, from where the last call ended. */
  *take(blocks: number): Generator<Uint8Array> {
    for (let left = blocks; left > 0;) {
      const count = Math.min(left, poolBlocks - this.#at);
      yield this.#pool.subarray(this.#at * this.#blockBytes, (this.#at + count) * this.#blockBytes);
      this.#at = (this.#at + count) % poolBlocks;
      left -= count;
    }
  }
}

/** Bits of a normal number in half precision, rounded down; for numbers from 2⁻¹⁴ to 65 504. */
function toHalf(value: number): number {
  const exponent = Math.floor(Math.log2(value));
  return ((exponent + 15) << 10) | Math.floor((value / 2 ** exponent - 1) * 1024);
}
