import { constants, type Stats } from 'node:fs';
import { lstat, open, rm, type FileHandle } from 'node:fs/promises';
import { throwIfAborted } from '../../engine/errors.ts';
import { onDisk } from '../files/onDisk.ts';

const readBytes = 1024 * 1024;

/** Windows does not have it. */
const noFollow = (constants.O_NOFOLLOW as number | undefined) ?? 0;

/** A file that grows at its end, and whose beginning may be there from an earlier run. */
export class PartialFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  #bytes: number;

  private constructor(path: string, handle: FileHandle, bytes: number) {
    this.#path = path;
    this.#handle = handle;
    this.#bytes = bytes;
  }

  /**
   * Opens or makes the file. What is longer than the whole file, or no regular file, is thrown away.
   *
   * @param mostBytes length of the whole file
   * @throws TriMixError `store-not-writable`, `disk-full`
   */
  static async open(path: string, mostBytes: number): Promise<PartialFile> {
    return onDisk(path, async () => {
      const found = await lstat(path).catch((): Stats | null => null);
      if (found !== null && (!found.isFile() || found.size > mostBytes)) await rm(path, { recursive: true });
      // Never through a symbolic link: it would write elsewhere.
      const handle = await open(path, constants.O_RDWR | constants.O_CREAT | noFollow);
      return new PartialFile(path, handle, (await handle.stat()).size);
    });
  }

  /** Bytes that are there. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Reads what is there, in pieces that are valid until the next one is asked for.
   *
   * @returns the pieces, each with the position after it
   * @throws TriMixError `cancelled`, `store-not-writable`
   */
  async *read(signal: AbortSignal): AsyncGenerator<{ readonly bytes: Uint8Array; readonly end: number }> {
    const buffer = new Uint8Array(readBytes);
    for (let position = 0; position < this.#bytes;) {
      throwIfAborted(signal);
      const { bytesRead } = await onDisk(this.#path, () => this.#handle.read(buffer, 0, readBytes, position));
      if (bytesRead === 0) break;
      position += bytesRead;
      yield { bytes: buffer.subarray(0, bytesRead), end: position };
    }
  }

  /** @throws TriMixError `disk-full`, `store-not-writable` */
  async append(chunk: Uint8Array): Promise<void> {
    for (let done = 0; done < chunk.byteLength;) {
      const { bytesWritten } = await onDisk(this.#path, () =>
        this.#handle.write(chunk, done, chunk.byteLength - done, this.#bytes),
      );
      done += bytesWritten;
      this.#bytes += bytesWritten;
    }
  }

  async clear(): Promise<void> {
    await onDisk(this.#path, () => this.#handle.truncate(0));
    this.#bytes = 0;
  }

  /** Puts the bytes on the disk itself: a name given afterwards never stands for less. */
  async sync(): Promise<void> {
    await onDisk(this.#path, () => this.#handle.sync());
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
