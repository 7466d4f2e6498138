import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { TriMixError } from '../../engine/errors.ts';

/**
 * sha256 of a file, as lower-case hexadecimal.
 *
 * @throws TriMixError `model-file-missing`, `cancelled`
 */
export async function fileSha256(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash, { signal });
  } catch (error) {
    throw new TriMixError(signal.aborted ? 'cancelled' : 'model-file-missing', { file: path }, error);
  }
  return hash.digest('hex');
}
