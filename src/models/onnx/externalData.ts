import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { throwIfAborted } from '../../engine/errors.ts';
import { writing } from '../files/outputFolder.ts';

/** ONNX Runtime maps external tensors straight into memory when they start at a page boundary. */
export const pageBytes = 4096;

/** Bytes read at a time from a file that is gone on with. */
const readBytes = 2 ** 22;

/** Where a tensor's bytes lie in the external data file. */
export interface ExternalRange {
  readonly offset: number;
  readonly length: number;
}

/** How far a file is: its length in bytes, and the sha256 of them. */
export interface FileState {
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes the weights of a graph into its external data file, one after the other, hashing as it goes. */
export class ExternalDataWriter {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #hash: Hash;
  #bytes: number;

  private constructor(path: string, handle: FileHandle, hash: Hash, bytes: number) {
    this.#path = path;
    this.#handle = handle;
    this.#hash = hash;
    this.#bytes = bytes;
  }

  /** Creates the file; it must not exist yet. */
  static async create(path: string): Promise<ExternalDataWriter> {
    const handle = await writing(path, () => open(path, 'wx'));
    return new ExternalDataWriter(path, handle, createHash('sha256'), 0);
  }

  /**
   * Goes on with an unfinished file; what was written to it after the given state is cut off.
   *
   * @returns null when the file is not there, or does not begin with what the state says
   * @throws TriMixError `cancelled`, `output-not-written`
   */
  static async resume(
    path: string,
    state: FileState,
    signal?: AbortSignal,
  ): Promise<ExternalDataWriter | null> {
    const handle = await open(path, 'r+').catch(() => null);
    if (handle === null) return null;
    try {
      const hash = await hashBeginning(handle, state.bytes, signal);
      if (hash?.copy().digest('hex') === state.sha256) {
        await writing(path, () => handle.truncate(state.bytes));
        return new ExternalDataWriter(path, handle, hash, state.bytes);
      }
    } catch (error) {
      await handle.close();
      throw error;
    }
    await handle.close();
    return null;
  }

  /** What was written so far; on the disk only after {@link flush}. */
  get state(): FileState {
    return { bytes: this.#bytes, sha256: this.#hash.copy().digest('hex') };
  }

  /** Appends one tensor, given in pieces, at the next page boundary. */
  async append(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<ExternalRange> {
    const padding = (pageBytes - (this.#bytes % pageBytes)) % pageBytes;
    if (padding > 0) await this.#write(new Uint8Array(padding));
    const offset = this.#bytes;
    for await (const piece of pieces) await this.#write(piece);
    return { offset, length: this.#bytes - offset };
  }

  /** Puts everything on the disk. */
  async flush(): Promise<void> {
    await writing(this.#path, () => this.#handle.sync());
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #write(piece: Uint8Array): Promise<void> {
    this.#hash.update(piece);
    await writing(this.#path, async () => {
      for (let done = 0; done < piece.byteLength;) {
        const position = this.#bytes + done;
        const { bytesWritten } = await this.#handle.write(piece, done, piece.byteLength - done, position);
        done += bytesWritten;
      }
    });
    this.#bytes += piece.byteLength;
  }
}

/** The hash of a file's first bytes, to be gone on with; null when it has fewer. */
async function hashBeginning(
  handle: FileHandle,
  length: number,
  signal: AbortSignal | undefined,
): Promise<Hash | null> {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(Math.min(readBytes, length));
  for (let done = 0; done < length;) {
    throwIfAborted(signal);
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.byteLength, length - done), done);
    if (bytesRead === 0) return null;
    hash.update(buffer.subarray(0, bytesRead));
    done += bytesRead;
  }
  return hash;
}
