import { readFile, stat } from 'node:fs/promises';
import { TriMixError } from '../errors.ts';

/** Larger than any published tokenizer, in bytes. */
const largestTokenizer = 128_000_000;

/**
 * Reads a file of a tokenizer, unless it is none that could be one.
 *
 * @throws TriMixError `model-file-missing`, `tokenizer-invalid`
 */
export async function readTokenizerFile(file: string): Promise<Buffer<ArrayBuffer>> {
  const found = await stat(file).catch((error: unknown) => {
    throw new TriMixError('model-file-missing', { file }, error);
  });
  const invalid = (reason: string): TriMixError => new TriMixError('tokenizer-invalid', { file, reason });
  if (!found.isFile()) throw invalid('it is not a regular file');
  if (found.size > largestTokenizer) throw invalid(`it is too long (${found.size} bytes)`);
  return readFile(file);
}
