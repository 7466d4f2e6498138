import type { ModelManifest } from '../../engine/runtime/modelManifest.ts';
import { writeFolder } from '../files/outputFolder.ts';
import { readTokenizerFiles, writeTokenizerFiles } from './tokenizerFiles.ts';
import { writeModel, type WriteModelOptions } from './writeModel.ts';

export interface ConvertModelOptions extends Omit<WriteModelOptions, 'tokenizerSha256'> {
  /** The model folder to make; it must not exist yet, or be empty. */
  readonly out: string;
}

/**
 * Converts a Hugging Face folder (config.json, safetensors in one file or in shards, tokenizer.json) into a
 * model folder, whole or not at all. The tokenizer is copied along.
 *
 * @returns the description that was written to trimix-model.json
 * @throws TriMixError `checkpoint-unsupported`, `checkpoint-weights-not-finite`, `model-file-missing`,
 *   `model-file-damaged`, `tokenizer-invalid`, `output-exists`, `output-not-written`, `cancelled`
 */
export async function convertModel({ out, ...options }: ConvertModelOptions): Promise<ModelManifest> {
  return writeFolder(out, async (directory) => {
    const tokenizer = await readTokenizerFiles(options.source);
    await writeTokenizerFiles(directory, tokenizer);
    return writeModel(directory, { ...options, tokenizerSha256: tokenizer.sha256 });
  });
}
