import { Tensor, type OnnxValue } from 'onnxruntime-node';
import type { ModelManifest } from './modelManifest.ts';

type KvDescription = ModelManifest['graph']['kvCache'];

/** Float16Array exists from Node 24 on; ONNX Runtime takes Uint16Array where it does not. */
function emptyHalf(): Uint16Array {
  // The library's types know only the older of the two.
  return (typeof Float16Array === 'undefined' ? new Uint16Array(0) : new Float16Array(0)) as Uint16Array;
}

/**
 * The keys and values of one sequence, as the graph gave them back.
 *
 * The buffers may be longer than the sequence: a rewound cache keeps its buffers, and the attention mask tells how
 * much of them counts.
 */
export class KvCache {
  readonly #names: readonly { readonly past: string; readonly present: string }[];
  readonly #empty: () => Tensor;
  #tensors: Map<string, Tensor>;

  constructor(description: KvDescription) {
    const names: { past: string; present: string }[] = [];
    for (let layer = 0; layer < description.layers; layer++) {
      const at = (template: string): string => template.replace('{layer}', String(layer));
      names.push({ past: at(description.pastKey), present: at(description.presentKey) });
      names.push({ past: at(description.pastValue), present: at(description.presentValue) });
    }
    this.#names = names;
    const dims = [1, description.keyValueHeads, 0, description.headSize];
    this.#empty = () =>
      description.type === 'float16'
        ? new Tensor('float16', emptyHalf(), dims)
        : new Tensor('float32', new Float32Array(0), dims);
    this.#tensors = this.#emptyTensors();
  }

  /** Adds the past keys and values to the feeds of a run. */
  feed(feeds: Record<string, OnnxValue>): void {
    for (const { past } of this.#names) feeds[past] = this.#tensors.get(past)!;
  }

  /** Takes the present keys and values of a run as the new past, freeing the old ones. */
  take(outputs: Readonly<Record<string, OnnxValue>>): void {
    const replaced = this.#tensors;
    this.#tensors = new Map(this.#names.map(({ past, present }) => [past, outputs[present]!]));
    dispose(replaced);
  }

  /** Forgets everything and frees the buffers. */
  clear(): void {
    const replaced = this.#tensors;
    this.#tensors = this.#emptyTensors();
    dispose(replaced);
  }

  #emptyTensors(): Map<string, Tensor> {
    return new Map(this.#names.map(({ past }) => [past, this.#empty()]));
  }
}

/** Only tensors on a device hold memory that the garbage collector does not see. */
function dispose(tensors: ReadonlyMap<string, Tensor>): void {
  for (const tensor of tensors.values()) if (tensor.location === 'gpu-buffer') tensor.dispose();
}
