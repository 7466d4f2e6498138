import type { ModelManifest } from '../../engine/runtime/modelManifest.ts';
import { readTokenizerFiles, writeTokenizerFiles } from './tokenizerFiles.ts';
import { inWorkFolder } from './unfinished/workFolder.ts';
import { directoryOf } from './weightsSource.ts';
import { writeModel, type WriteModelOptions } from './writeModel.ts';

export interface ConvertModelOptions extends Omit<WriteModelOptions, 'tokenizerSha256'> {
  /** The model folder to make; it must not exist yet, or be empty. */
  readonly out: string;
  /**
   * Folder where an unfinished conversion stays when this one is cancelled, fails, or its process ends; the next call
   * with the same folder, checkpoint and options goes on from there. Of this folder and on the same disk as `out`, for
   * one conversion at a time; it is gone when the model is whole. Left out, nothing unfinished is kept.
   */
  readonly work?: string | undefined;
}

/**
 * Converts a Hugging Face folder (config.json, safetensors in one file or in shards, tokenizer.json) into a
 * model folder, whole or not at all. The tokenizer is copied along.
 *
 * @returns the description that was written to trimix-model.json
 * @throws TriMixError `checkpoint-unsupported`, `checkpoint-weights-not-finite`, `block-size-invalid`,
 *   `model-file-missing`, `model-file-damaged`, `tokenizer-invalid`, `output-exists`, `output-not-written`,
 *   `conversion-thread-ended`, `cancelled`, and what the source of the weights throws
 */
export async function convertModel({ out, work, ...options }: ConvertModelOptions): Promise<ModelManifest> {
  return inWorkFolder(out, work, async (folder) => {
    const tokenizer = await readTokenizerFiles(directoryOf(options.source));
    const manifest = await writeModel(folder, { ...options, tokenizerSha256: tokenizer.sha256 });
    await writeTokenizerFiles(folder.model, tokenizer);
    return manifest;
  });
}
