import { throwIfAborted } from '../../../engine/errors.ts';
import type { ExternalDataWriter, ExternalRange, FileState } from '../../onnx/externalData.ts';
import type { ShardedTensors } from '../shards/shardedTensors.ts';
import type { WeightReader } from './weightReader.ts';
import type { Pieces, TensorPart, WeightStore } from './weightStore.ts';

/** Units that are stored, and the data file with just these. */
export interface StoredUnits {
  readonly units: readonly (readonly ExternalRange[])[];
  readonly data: FileState;
}

export interface WeightFileOptions {
  readonly data: ExternalDataWriter;
  readonly reader: WeightReader;
  /** Null when all weights are at hand. */
  readonly shards: ShardedTensors | null;
  /** Units that an earlier run stored: they are not made again. */
  readonly stored: readonly (readonly ExternalRange[])[];
  /** Notes how far the work is, with all of it on the disk; null when nobody will go on with it. */
  readonly record: ((stored: StoredUnits) => Promise<void>) | null;
  /** Bytes of weights after which the work so far is noted. */
  readonly recordBytes: number;
  readonly signal: AbortSignal;
}

/** Keeps weights in the external data file of a graph, and notes from time to time how far it is. */
export class WeightFile implements WeightStore {
  readonly #options: WeightFileOptions;
  readonly #units: (readonly ExternalRange[])[] = [];
  /** The data file at the end of the last whole unit. */
  #data: FileState;
  #recordedBytes: number;

  constructor(options: WeightFileOptions) {
    this.#options = options;
    this.#data = options.data.state;
    this.#recordedBytes = this.#data.bytes;
    if (options.shards !== null) options.shards.onLeave = () => this.record();
  }

  async put(tensors: readonly TensorPart[], pieces: readonly Pieces[]): Promise<readonly ExternalRange[]> {
    const { data, reader, shards, stored, recordBytes, signal } = this.#options;
    const replayed = stored[this.#units.length];
    if (replayed !== undefined) {
      this.#units.push(replayed);
      return replayed;
    }
    throwIfAborted(signal);
    await shards?.prepare(tensors);
    const ranges: ExternalRange[] = [];
    for (const make of pieces) ranges.push(await data.append(make(reader)));
    this.#units.push(ranges);
    this.#data = data.state;
    await shards?.finish(tensors);
    if (this.#data.bytes - this.#recordedBytes >= recordBytes) await this.record();
    return ranges;
  }

  /** Notes how far the work is: up to the last whole unit. */
  async record(): Promise<void> {
    const { data, record } = this.#options;
    if (record === null) return;
    await data.flush();
    await record({ units: this.#units, data: this.#data });
    this.#recordedBytes = this.#data.bytes;
  }
}
