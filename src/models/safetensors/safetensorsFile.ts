import { open, stat, type FileHandle } from 'node:fs/promises';
import { TriMixError } from '../../engine/errors.ts';
import { decodeFloats, floatBytes, isFloatType, type RawFloats } from './floats.ts';
import { damaged, encodeHeader, headerLength, parseHeader, prefixBytes, type TensorInfo } from './header.ts';

/** An open safetensors file, read piece by piece and never as a whole. Close it after use. */
export class SafetensorsFile {
  readonly path: string;
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle, tensors: ReadonlyMap<string, TensorInfo>) {
    this.path = path;
    this.#handle = handle;
    this.tensors = tensors;
  }

  /**
   * Opens a file and checks its header. Symbolic links are followed: download caches are made of them.
   *
   * @throws TriMixError `model-file-missing`, `model-file-damaged`
   */
  static async open(path: string): Promise<SafetensorsFile> {
    // Looked at before it is opened: opening a named pipe would wait for ever.
    const found = await stat(path).catch((error: unknown) => {
      throw new TriMixError('model-file-missing', { file: path }, error);
    });
    if (!found.isFile()) throw damaged(path, 'it is not a regular file');
    if (found.size < prefixBytes) throw damaged(path, 'it is too short for a safetensors file');
    const handle = await open(path, 'r');
    try {
      const length = headerLength(await readExactly(handle, path, 0, prefixBytes), found.size, path);
      const header = await readExactly(handle, path, prefixBytes, length);
      return new SafetensorsFile(path, handle, parseHeader(header, found.size, path));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /**
   * Reads `count` elements of a tensor from its element `first` on, in row-major order, as they are stored.
   *
   * @throws TriMixError `model-file-damaged` when the tensor is missing, of another type than F32, F16 or
   *   BF16, or the file has become shorter
   * @throws RangeError for elements that the tensor does not have
   */
  async readRaw(name: string, first: number, count: number): Promise<RawFloats> {
    const tensor = this.tensors.get(name);
    if (tensor === undefined) throw damaged(this.path, `the tensor ${name} is missing`);
    const { type, start, bytes } = tensor;
    if (!isFloatType(type))
      throw damaged(this.path, `the tensor ${name} has the type ${type}, not F32, F16 or BF16`);
    const width = floatBytes[type];
    if (first < 0 || count < 0 || (first + count) * width > bytes) {
      throw new RangeError(`elements ${first} to ${first + count} lie outside the tensor ${name}`);
    }
    return {
      type,
      bytes: await readExactly(this.#handle, this.path, start + first * width, count * width),
    };
  }

  /** Reads elements as single precision; throws as {@link readRaw} does. */
  async readFloats(name: string, first: number, count: number): Promise<Float32Array<ArrayBuffer>> {
    return decodeFloats(await this.readRaw(name, first, count));
  }

  /** Yields a safetensors file of this one tensor alone, as it is stored here, in pieces of at most so many bytes. */
  async *extract(name: string, pieceBytes: number): AsyncGenerator<Uint8Array> {
    const tensor = this.tensors.get(name);
    if (tensor === undefined) throw damaged(this.path, `the tensor ${name} is missing`);
    yield encodeHeader(tensor);
    for (let done = 0; done < tensor.bytes; done += pieceBytes) {
      const length = Math.min(pieceBytes, tensor.bytes - done);
      yield readExactly(this.#handle, this.path, tensor.start + done, length);
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** Reads exactly so many bytes into memory of their own (aligned for any typed array). */
async function readExactly(
  handle: FileHandle,
  path: string,
  position: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw damaged(path, `it is cut short at byte ${position + done}`);
    done += bytesRead;
  }
  return bytes;
}
