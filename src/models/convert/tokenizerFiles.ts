import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { readTokenizerFile } from '../../engine/tokenizer/readTokenizerFile.ts';
import { writeOutput } from '../files/outputFolder.ts';

const tokenizerFile = 'tokenizer.json';
const tokenizerConfigFile = 'tokenizer_config.json';

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
  const tokenizer = await readTokenizerFile(join(directory, tokenizerFile));
  const files = new Map([[tokenizerFile, tokenizer]]);
  try {
    files.set(tokenizerConfigFile, await readTokenizerFile(join(directory, tokenizerConfigFile)));
  } catch (error) {
    if (!(error instanceof TriMixError && error.code === 'model-file-missing')) throw error;
  }
  return { sha256: createHash('sha256').update(tokenizer).digest('hex'), files };
}

/** Copies the tokenizer, byte for byte. */
export async function writeTokenizerFiles(directory: string, tokenizer: TokenizerFiles): Promise<void> {
  for (const [name, bytes] of tokenizer.files) await writeOutput(join(directory, name), bytes);
}
