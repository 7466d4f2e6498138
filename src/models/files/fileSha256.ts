import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { TriMixError } from '../../engine/errors.ts';

/**
 * sha256 of a file, as lower-case hexadecimal.
 *
 * @param onBytes is told how many bytes are read
 * @throws TriMixError `model-file-missing`, `cancelled`
 */
export async function fileSha256(
  path: string,
  signal: AbortSignal,
  onBytes?: (read: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  let read = 0;
  try {
    await pipeline(
      createReadStream(path),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          yield chunk;
          read += chunk.byteLength;
          onBytes?.(read);
        }
      },
      hash,
      { signal },
    );
  } catch (error) {
    throw new TriMixError(signal.aborted ? 'cancelled' : 'model-file-missing', { file: path }, error);
  }
  return hash.digest('hex');
}
