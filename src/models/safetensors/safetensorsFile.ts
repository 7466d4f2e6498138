import { open, stat, type FileHandle } from 'node:fs/promises';
import { TriMixError } from '../../engine/errors.ts';
import { bfloatToFloat, halfToFloat } from '../../engine/runtime/half.ts';
import {
  damaged,
  headerLength,
  parseHeader,
  prefixBytes,
  type SafetensorsType,
  type TensorInfo,
} from './header.ts';

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
   * Reads `count` elements of a tensor from its element `first` on, in row-major order, as single precision.
   *
   * @throws TriMixError `model-file-damaged` when the tensor is missing, of another type than F32, F16 or
   *   BF16, or the file has become shorter
   * @throws RangeError for elements that the tensor does not have
   */
  async readFloats(name: string, first: number, count: number): Promise<Float32Array> {
    const { tensor, decoder } = this.#floats(name);
    return decoder.decode(await this.#elements(tensor, decoder.bytes, first, count));
  }

  /**
   * Reads some columns of some rows of a matrix, in row-major order, as single precision. Only what is asked for is
   * decoded, although whole rows come from the disk.
   *
   * @throws as {@link readFloats}
   */
  async readColumns(name: string, rowLength: number, rows: Span, columns: Span): Promise<Float32Array> {
    if (columns.first < 0 || columns.first + columns.count > rowLength)
      throw new RangeError('no such columns');
    const { tensor, decoder } = this.#floats(name);
    const whole = await this.#elements(tensor, decoder.bytes, rows.first * rowLength, rows.count * rowLength);
    if (columns.count === rowLength) return decoder.decode(whole);
    const width = columns.count * decoder.bytes;
    const part = new Uint8Array(rows.count * width);
    for (let row = 0; row < rows.count; row++) {
      const start = (row * rowLength + columns.first) * decoder.bytes;
      part.set(whole.subarray(start, start + width), row * width);
    }
    return decoder.decode(part);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  #floats(name: string): { readonly tensor: TensorInfo; readonly decoder: FloatDecoder } {
    const tensor = this.tensors.get(name);
    if (tensor === undefined) throw damaged(this.path, `the tensor ${name} is missing`);
    const decoder = floatDecoders.get(tensor.type);
    if (decoder !== undefined) return { tensor, decoder };
    throw damaged(this.path, `the tensor ${name} has the type ${tensor.type}, not F32, F16 or BF16`);
  }

  async #elements(
    tensor: TensorInfo,
    width: number,
    first: number,
    count: number,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (first < 0 || count < 0 || (first + count) * width > tensor.bytes) {
      throw new RangeError(`elements ${first} to ${first + count} lie outside the tensor ${tensor.name}`);
    }
    return readExactly(this.#handle, this.path, tensor.start + first * width, count * width);
  }
}

/** Consecutive rows or columns. */
export interface Span {
  readonly first: number;
  readonly count: number;
}

interface FloatDecoder {
  /** Bytes of an element. */
  readonly bytes: number;
  /** Takes bytes that are nobody else's, aligned for any typed array. */
  decode(bytes: Uint8Array<ArrayBuffer>): Float32Array;
}

const floatDecoders: ReadonlyMap<SafetensorsType, FloatDecoder> = new Map([
  ['F32', { bytes: 4, decode: ({ buffer }) => new Float32Array(buffer) }],
  ['F16', { bytes: 2, decode: ({ buffer }) => halfToFloat(new Uint16Array(buffer)) }],
  ['BF16', { bytes: 2, decode: ({ buffer }) => bfloatToFloat(new Uint16Array(buffer)) }],
] satisfies [SafetensorsType, FloatDecoder][]);

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
