import { basename, join } from 'node:path';
import type { RawFloats } from './floats.ts';
import { damaged, type TensorInfo } from './header.ts';
import { SafetensorsFile } from './safetensorsFile.ts';
import { checkedTensor, type TensorReader } from './tensorReader.ts';
import { indexFile, readWeightMap, singleFile } from './weightMap.ts';

/** The tensors of a checkpoint folder, in one file or in shards. Close it after use. */
export class Checkpoint implements TensorReader {
  readonly directory: string;
  readonly #files: ReadonlyMap<string, SafetensorsFile>;

  private constructor(directory: string, files: ReadonlyMap<string, SafetensorsFile>) {
    this.directory = directory;
    this.#files = files;
  }

  /**
   * Opens `model.safetensors`, or the shards that `model.safetensors.index.json` lists when there is no
   * single file.
   *
   * @throws TriMixError `model-file-missing`, `model-file-damaged`
   */
  static async open(directory: string): Promise<Checkpoint> {
    const index = join(directory, indexFile);
    const assignment = await readWeightMap(directory);
    const opened = new Map<string, SafetensorsFile>();
    try {
      for (const name of new Set(assignment?.values() ?? [singleFile])) {
        opened.set(name, await SafetensorsFile.open(join(directory, name)));
      }
      return new Checkpoint(directory, byTensor(opened, assignment, index));
    } catch (error) {
      await Promise.all([...opened.values()].map((file) => file.close()));
      throw error;
    }
  }

  /** Which file holds each tensor. */
  get weightMap(): ReadonlyMap<string, string> {
    return new Map([...this.#files].map(([tensor, { path }]) => [tensor, basename(path)]));
  }

  /**
   * Where a tensor lies, checked to have the shape that the configuration promises.
   *
   * @throws TriMixError `model-file-damaged` when it is missing or has another shape
   */
  tensor(name: string, shape: readonly number[]): TensorInfo {
    return checkedTensor(this.#file(name), name, shape);
  }

  async readRaw(name: string, first: number, count: number): Promise<RawFloats> {
    return this.#file(name).readRaw(name, first, count);
  }

  async readFloats(name: string, first: number, count: number): Promise<Float32Array<ArrayBuffer>> {
    return this.#file(name).readFloats(name, first, count);
  }

  async close(): Promise<void> {
    await Promise.all([...new Set(this.#files.values())].map((file) => file.close()));
  }

  #file(name: string): SafetensorsFile {
    const file = this.#files.get(name);
    if (file === undefined) throw damaged(this.directory, `the tensor ${name} is missing`);
    return file;
  }
}

/** Which file holds each tensor. */
function byTensor(
  opened: ReadonlyMap<string, SafetensorsFile>,
  assignment: ReadonlyMap<string, string> | null,
  index: string,
): ReadonlyMap<string, SafetensorsFile> {
  const files = new Map<string, SafetensorsFile>();
  if (assignment === null) {
    for (const file of opened.values()) for (const name of file.tensors.keys()) files.set(name, file);
    return files;
  }
  for (const [name, shard] of assignment) {
    const file = opened.get(shard);
    if (file?.tensors.has(name) !== true)
      throw damaged(index, `it places the tensor ${name} in ${shard}, which lacks it`);
    files.set(name, file);
  }
  return files;
}
