import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** The bytes of a published file, in memory or on disk. */
export interface Content {
  readonly bytes: number;
  /** Reads from a position to the end. */
  read(start: number): AsyncIterable<Uint8Array>;
}

export function contentInMemory(buffer: Buffer): Content {
  return {
    bytes: buffer.byteLength,
    async *read(start) {
      // In pieces, as a connection gives them.
      for (let at = start; at < buffer.byteLength; at += 65_536)
        yield await Promise.resolve(buffer.subarray(at, at + 65_536));
    },
  };
}

/** For files of any size: they are never held in memory. */
export async function contentOnDisk(path: string): Promise<Content> {
  const { size } = await stat(path);
  return { bytes: size, read: (start) => createReadStream(path, { start }) };
}

/** The two digests that a hub lists: git's name of the content, and its sha256. */
export async function digestsOf(
  content: Content,
): Promise<{ readonly gitOid: string; readonly sha256: string }> {
  const git = createHash('sha1').update(`blob ${content.bytes}\0`);
  const sha256 = createHash('sha256');
  for await (const chunk of content.read(0)) {
    git.update(chunk);
    sha256.update(chunk);
  }
  return { gitOid: git.digest('hex'), sha256: sha256.digest('hex') };
}
