import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { writing } from '../files/outputFolder.ts';

/** ONNX Runtime maps external tensors straight into memory when they start at a page boundary. */
export const pageBytes = 4096;

/** Where a tensor's bytes lie in the external data file. */
export interface ExternalRange {
  readonly offset: number;
  readonly length: number;
}

/** Writes the weights of a graph into its external data file, one after the other, hashing as it goes. */
export class ExternalDataWriter {
  /** The file's name, as the graph beside it refers to it. */
  readonly fileName: string;
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  #bytes = 0;

  private constructor(path: string, handle: FileHandle) {
    this.fileName = basename(path);
    this.#path = path;
    this.#handle = handle;
  }

  /** Creates the file; it must not exist yet. */
  static async create(path: string): Promise<ExternalDataWriter> {
    return new ExternalDataWriter(path, await writing(path, () => open(path, 'wx')));
  }

  /** Appends one tensor, given in pieces, at the next page boundary. */
  async append(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<ExternalRange> {
    const padding = (pageBytes - (this.#bytes % pageBytes)) % pageBytes;
    if (padding > 0) await this.#write(new Uint8Array(padding));
    const offset = this.#bytes;
    for await (const piece of pieces) await this.#write(piece);
    return { offset, length: this.#bytes - offset };
  }

  /** Puts everything on the disk; returns the file's size in bytes and its sha256. */
  async finish(): Promise<{ readonly bytes: number; readonly sha256: string }> {
    await writing(this.#path, () => this.#handle.sync());
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #write(piece: Uint8Array): Promise<void> {
    this.#hash.update(piece);
    await writing(this.#path, async () => {
      for (let done = 0; done < piece.byteLength;) {
        const { bytesWritten } = await this.#handle.write(piece, done, piece.byteLength - done);
        done += bytesWritten;
      }
    });
    this.#bytes += piece.byteLength;
  }
}
