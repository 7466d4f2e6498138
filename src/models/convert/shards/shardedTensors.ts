import { join } from 'node:path';
import type { RawFloats } from '../../safetensors/floats.ts';
import { damaged, type TensorInfo } from '../../safetensors/header.ts';
import { SafetensorsFile } from '../../safetensors/safetensorsFile.ts';
import { checkedTensor, type TensorReader } from '../../safetensors/tensorReader.ts';
import type { TensorPart } from '../weights/weightStore.ts';
import type { WeightsSource } from '../weightsSource.ts';
import type { CarriedTensors } from './carriedTensors.ts';

export interface ShardedTensorsOptions {
  readonly source: WeightsSource;
  /** Which weights file holds each tensor, those that nobody needs included. */
  readonly weightMap: ReadonlyMap<string, string>;
  /** What is still to be read, in the order of need. */
  readonly needed: readonly TensorPart[];
  readonly carried: CarriedTensors;
  readonly signal: AbortSignal;
}

/**
 * The tensors of a checkpoint whose weights files come one at a time. Before a file is released, what will be needed of
 * it later is carried over: at most one of them is there at once, and each is asked for once.
 */
export class ShardedTensors implements TensorReader {
  readonly directory: string;
  readonly #options: ShardedTensorsOptions;
  /** What is still needed, by name. */
  readonly #needed: Map<string, TensorPart>;
  #current: { readonly name: string; readonly file: SafetensorsFile } | null = null;

  /** Called when all that is needed of the current file is safe, before that file is released. */
  onLeave: () => Promise<void> = () => Promise.resolve();

  constructor(options: ShardedTensorsOptions) {
    this.directory = options.source.directory;
    this.#options = options;
    this.#needed = new Map(options.needed.map((part) => [part.tensor, part]));
    for (const { tensor } of options.needed) this.#fileOf(tensor);
  }

  /** Lets go of files that an earlier run may have left behind without need. */
  async releaseUnneeded(): Promise<void> {
    const names = new Set(this.#options.weightMap.values());
    for (const { tensor } of this.#notCarried()) names.delete(this.#fileOf(tensor));
    for (const name of names) await this.#options.source.release(name);
  }

  /** The weights file in use. */
  get current(): string | null {
    return this.#current?.name ?? null;
  }

  /**
   * Takes up the file that an earlier run used last, before any other is asked for: it may be there still.
   *
   * @throws as {@link prepare}
   */
  async resume(current: string | null): Promise<void> {
    if (this.#notCarried().some(({ tensor }) => this.#fileOf(tensor) === current))
      await this.#enter(current!);
  }

  /**
   * Makes tensors readable, all of them at once.
   *
   * @throws TriMixError `model-file-damaged`, `model-file-missing`, `output-not-written`, `cancelled`, and what the source throws
   */
  async prepare(tensors: readonly TensorPart[]): Promise<void> {
    for (const { tensor } of tensors) {
      const name = this.#fileOf(tensor);
      if (this.#options.carried.file(tensor) !== undefined || this.#current?.name === name) continue;
      await this.#leave();
      await this.#enter(name);
    }
  }

  /** The tensors have been stored. */
  async finish(tensors: readonly TensorPart[]): Promise<void> {
    for (const { tensor } of tensors) {
      this.#needed.delete(tensor);
      await this.#options.carried.drop(tensor);
    }
    if (this.#current === null) return;
    const { name } = this.#current;
    if (!this.#notCarried().some(({ tensor }) => this.#fileOf(tensor) === name)) await this.#leave();
  }

  tensor(name: string, shape: readonly number[]): TensorInfo {
    return checkedTensor(this.#readable(name), name, shape);
  }

  async readRaw(name: string, first: number, count: number): Promise<RawFloats> {
    return this.#readable(name).readRaw(name, first, count);
  }

  async readFloats(name: string, first: number, count: number): Promise<Float32Array<ArrayBuffer>> {
    return this.#readable(name).readFloats(name, first, count);
  }

  async close(): Promise<void> {
    await this.#current?.file.close();
    this.#current = null;
  }

  async #enter(name: string): Promise<void> {
    const { source, signal, weightMap } = this.#options;
    await source.bring(name, signal);
    const file = await SafetensorsFile.open(join(source.directory, name));
    this.#current = { name, file };
    for (const [tensor, holder] of weightMap) {
      if (holder === name && !file.tensors.has(tensor)) {
        throw damaged(file.path, `the tensor ${tensor} is missing, which the checkpoint promises there`);
      }
    }
    for (const { tensor, shape } of this.#notCarried()) {
      if (this.#fileOf(tensor) === name) checkedTensor(file, tensor, shape);
    }
  }

  async #leave(): Promise<void> {
    if (this.#current === null) return;
    const { name, file } = this.#current;
    const { source, carried, signal } = this.#options;
    for (const { tensor } of this.#notCarried()) {
      if (this.#fileOf(tensor) === name) await carried.carry(file, tensor, signal);
    }
    await this.close();
    await this.onLeave();
    await source.release(name);
  }

  #notCarried(): readonly TensorPart[] {
    return [...this.#needed.values()].filter(
      ({ tensor }) => this.#options.carried.file(tensor) === undefined,
    );
  }

  #fileOf(tensor: string): string {
    const file = this.#options.weightMap.get(tensor);
    if (file === undefined) throw damaged(this.directory, `the tensor ${tensor} is missing`);
    return file;
  }

  #readable(tensor: string): SafetensorsFile {
    const file = this.#options.carried.file(tensor) ?? this.#current?.file;
    if (file === undefined) throw new Error(`the tensor ${tensor} was not prepared`);
    return file;
  }
}
