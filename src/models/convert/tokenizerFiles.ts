import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { writeOutput } from '../files/outputFolder.ts';

const tokenizerFile = 'tokenizer.json';
const tokenizerConfigFile = 'tokenizer_config.json';

/** Larger than any published tokenizer, in bytes. */
const largestTokenizer = 128_000_000;

/** The tokenizer of a checkpoint, as it lies on disk. */
export interface TokenizerFiles {
  readonly sha256: string;
  /** File names and their bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads tokenizer.json, and tokenizer_config.json where there is one.
 *
 * @throws TriMixError `model-file-missing`, `tokenizer-invalid`
 */
export async function readTokenizerFiles(directory: string): Promise<TokenizerFiles> {
  const tokenizer = await readBounded(join(directory, tokenizerFile));
  const files = new Map([[tokenizerFile, tokenizer]]);
  try {
    files.set(tokenizerConfigFile, await readBounded(join(directory, tokenizerConfigFile)));
  } catch (error) {
    if (!(error instanceof TriMixError && error.code === 'model-file-missing')) throw error;
  }
  return { sha256: createHash('sha256').update(tokenizer).digest('hex'), files };
}

/** Copies the tokenizer, byte for byte. */
export async function writeTokenizerFiles(directory: string, tokenizer: TokenizerFiles): Promise<void> {
  for (const [name, bytes] of tokenizer.files) await writeOutput(join(directory, name), bytes);
}

async function readBounded(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch((error: unknown) => {
    throw new TriMixError('model-file-missing', { file: path }, error);
  });
  if (!found.isFile())
    throw new TriMixError('tokenizer-invalid', { file: path, reason: 'it is not a regular file' });
  if (found.size > largestTokenizer) {
    throw new TriMixError('tokenizer-invalid', {
      file: path,
      reason: `it is too long (${found.size} bytes)`,
    });
  }
  return readFile(path);
}
