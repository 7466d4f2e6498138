import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from '../../engine/runtime/readJson.ts';
import { damaged, tensorName, type TensorInfo } from './header.ts';
import { SafetensorsFile, type Span } from './safetensorsFile.ts';

const singleFile = 'model.safetensors';
const indexFile = 'model.safetensors.index.json';

/** A shard lies beside its index; a name that climbs elsewhere is refused. */
const indexSchema = z.object({
  weight_map: z.record(
    z.string().regex(tensorName),
    z
      .string()
      .max(255)
      .regex(/^[\w][\w.-]*\.safetensors$/u, 'must be a plain file name'),
  ),
});

/** The tensors of a checkpoint folder, in one file or in shards. Close it after use. */
export class Checkpoint {
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
    const isSharded = !(await exists(join(directory, singleFile))) && (await exists(index));
    const assignment = isSharded
      ? new Map(Object.entries((await readJson(index, indexSchema)).weight_map))
      : undefined;
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

  /** Whether there is a tensor of that name. */
  has(name: string): boolean {
    return this.#files.has(name);
  }

  /** Bytes of some tensors together; those that are missing count nothing. */
  bytesOf(names: Iterable<string>): number {
    let sum = 0;
    for (const name of names) sum += this.#files.get(name)?.tensors.get(name)?.bytes ?? 0;
    return sum;
  }

  /**
   * Where a tensor lies, checked to have the shape that the configuration promises.
   *
   * @throws TriMixError `model-file-damaged` when it is missing or has another shape
   */
  tensor(name: string, shape: readonly number[]): TensorInfo {
    const file = this.#file(name);
    const tensor = file.tensors.get(name);
    if (tensor === undefined) throw damaged(file.path, `the tensor ${name} is missing`);
    if (tensor.shape.join() !== shape.join()) {
      const [found, expected] = [tensor.shape, shape].map((lengths) => `[${lengths.join(', ')}]`);
      throw damaged(
        file.path,
        `the tensor ${name} has the shape ${found ?? ''}; config.json says ${expected ?? ''}`,
      );
    }
    return tensor;
  }

  /** Reads elements of a tensor as {@link SafetensorsFile.readFloats} does. */
  async readFloats(name: string, first: number, count: number): Promise<Float32Array> {
    return this.#file(name).readFloats(name, first, count);
  }

  /** Reads columns of a matrix as {@link SafetensorsFile.readColumns} does. */
  async readColumns(name: string, rowLength: number, rows: Span, columns: Span): Promise<Float32Array> {
    return this.#file(name).readColumns(name, rowLength, rows, columns);
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

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Which file holds each tensor. */
function byTensor(
  opened: ReadonlyMap<string, SafetensorsFile>,
  assignment: ReadonlyMap<string, string> | undefined,
  index: string,
): ReadonlyMap<string, SafetensorsFile> {
  const files = new Map<string, SafetensorsFile>();
  if (assignment === undefined) {
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
