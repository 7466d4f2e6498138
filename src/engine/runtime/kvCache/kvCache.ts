import { Tensor, type OnnxValue } from 'onnxruntime-node';
import { assertNever } from '../../errors.ts';
import { elementBytes, type CacheEntry, type GraphDescription, type Rewinding } from '../modelDescription.ts';
import { disposeOnDevice } from './deviceBuffers.ts';
import { feedable } from './halfTensor.ts';
import { maskRewinding } from './maskRewinding.ts';
import type { RewindingStrategy } from './rewinding.ts';
import { sliceRewinding } from './sliceRewinding.ts';

/**
 * The keys and values of one sequence, as the graph gave them back.
 *
 * The buffers may be longer than the sequence, when it was made shorter; {@link RewindingStrategy} says what then.
 */
export class KvCache {
  readonly #entries: readonly CacheEntry[];
  readonly #kind: Rewinding;
  readonly #rewinding: RewindingStrategy;
  #tensors: Map<string, Tensor>;

  constructor({ cache, rewinding }: Pick<GraphDescription, 'cache' | 'rewinding'>) {
    this.#entries = cache;
    this.#kind = rewinding;
    this.#rewinding = strategy(rewinding);
    this.#tensors = this.#emptyTensors();
  }

  /**
   * Adds the past keys and values to the feeds of a run.
   *
   * @param length positions of the sequence; at most as many as it had after the last run
   */
  feed(feeds: Record<string, OnnxValue>, length: number): void {
    for (const [past, tensor] of this.#tensors) {
      const fitted = feedable(this.#rewinding.fit(tensor, length));
      this.#tensors.set(past, fitted);
      feeds[past] = fitted;
    }
  }

  /**
   * Takes the present keys and values of a run as the new past, freeing the old ones. Tensors on a device are the cache's from then on.
   *
   * @param length positions of the sequence after the run
   * @throws Error when the graph gave buffers that cannot be those of such a sequence; nothing is taken then
   */
  take(outputs: Readonly<Record<string, OnnxValue>>, length: number): void {
    const taken = new Map<string, Tensor>();
    for (const entry of this.#entries) {
      taken.set(entry.past, this.#checked(entry, outputs[entry.present], length));
    }
    const replaced = this.#tensors;
    this.#tensors = taken;
    disposeOnDevice(replaced.values());
  }

  /** Bytes of the buffers. */
  get bytes(): number {
    let bytes = 0;
    for (const { size, type } of this.#tensors.values())
      bytes += size * elementBytes[type as CacheEntry['type']];
    return bytes;
  }

  /**
   * The same keys and values for another sequence that begins with the same `length` positions; null where they lie on
   * a device, which frees them one by one.
   */
  copy(length: number): KvCache | null {
    const tensors = [...this.#tensors.values()];
    if (tensors.some(({ location }) => location !== 'cpu')) return null;
    const copy = new KvCache({ cache: this.#entries, rewinding: this.#kind });
    copy.#tensors = new Map(
      [...this.#tensors].map(([past, tensor]) => [past, this.#rewinding.copy(tensor, length)]),
    );
    return copy;
  }

  /** Forgets everything and frees the buffers. */
  clear(): void {
    const replaced = this.#tensors;
    this.#tensors = this.#emptyTensors();
    disposeOnDevice(replaced.values());
  }

  #checked(
    { present, type, heads, headSize }: CacheEntry,
    value: OnnxValue | undefined,
    length: number,
  ): Tensor {
    const dims = value?.dims ?? [];
    const isShape = dims.length === 4 && dims[0] === 1 && dims[1] === heads && dims[3] === headSize;
    if (value instanceof Tensor && value.type === type && isShape) {
      if (this.#rewinding.isBufferFor(dims[2]!, length)) return value;
    }
    throw new Error(
      `the graph gave a cache ${present} of ${value?.type ?? 'nothing'} [${dims.join(', ')}] for ${length} positions`,
    );
  }

  #emptyTensors(): Map<string, Tensor> {
    return new Map(this.#entries.map((entry) => [entry.past, emptyTensor(entry)]));
  }
}

function strategy(rewinding: Rewinding): RewindingStrategy {
  switch (rewinding) {
    case 'mask':
      return maskRewinding;
    case 'slice':
      return sliceRewinding;
    default:
      return assertNever(rewinding);
  }
}

function emptyTensor({ type, heads, headSize }: CacheEntry): Tensor {
  const dims = [1, heads, 0, headSize];
  return type === 'float16'
    ? new Tensor('float16', new Uint16Array(0), dims)
    : new Tensor('float32', new Float32Array(0), dims);
}
