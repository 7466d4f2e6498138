import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../../engine/runtime/modelFolder.ts';
import { modelManifestFile, modelManifestSchema } from '../../engine/runtime/modelManifest.ts';
import { readTokenizerFiles, writeTokenizerFiles } from '../convert/tokenizerFiles.ts';
import { onDisk } from '../files/onDisk.ts';
import { replaceFile } from '../files/replaceFile.ts';
import { exists } from '../store/installedCheckpoints.ts';
import { requireSameTokenizer } from './sameTokenizer.ts';

/** The file that all models of a trio share. */
export const tokenizerFile = 'tokenizer.json';
export const tokenizerConfigFile = 'tokenizer_config.json';

/**
 * Copies the tokenizer of one folder to another that has none yet. A checkpoint without a tokenizer_config.json gets an
 * empty one: it only overrides defaults.
 *
 * @throws TriMixError `model-file-missing`, `tokenizer-invalid`, `output-not-written`
 */
export async function copyTokenizer(from: string, to: string): Promise<void> {
  const tokenizer = await readTokenizerFiles(from);
  const files = new Map<string, Uint8Array>([[tokenizerConfigFile, Buffer.from('{}\n')], ...tokenizer.files]);
  await writeTokenizerFiles(to, { ...tokenizer, files });
}

/**
 * Makes a model that still has its own tokenizer one of a trio's: where its tokenizer means the same in other bytes, it
 * goes by the trio's from now on.
 *
 * @param model folder of the model, with tokenizer.json
 * @param trio folder with the trio's tokenizer.json
 * @param label the model's name in messages
 * @throws TriMixError `trio-tokenizers-differ`, `tokenizer-invalid`, `model-file-missing`, `model-manifest-invalid`,
 *   `store-not-writable`, `disk-full`
 */
export async function adoptTokenizer(model: string, trio: string, label: string): Promise<void> {
  const [own, shared] = [await readTokenizerFiles(model), await readTokenizerFiles(trio)];
  if (own.sha256 !== shared.sha256) {
    await requireSameTokenizer(join(trio, tokenizerFile), join(model, tokenizerFile), label);
  }
  const file = join(model, modelManifestFile);
  if (!(await exists(file))) {
    // Foreign models have no description of ours: theirs is the tokenizer beside them.
    await replaceFile(join(model, tokenizerFile), shared.files.get(tokenizerFile)!);
    return;
  }
  const manifest = await readManifest(file, modelManifestSchema);
  if (manifest.tokenizerSha256 === shared.sha256) return;
  const adopted = { ...manifest, tokenizerSha256: shared.sha256 };
  await replaceFile(file, `${JSON.stringify(adopted, null, 2)}\n`);
}

/** Removes the tokenizer beside a model of our own: its trio has it, and the model's description names it. */
export async function dropTokenizer(model: string): Promise<void> {
  if (!(await exists(join(model, modelManifestFile)))) return;
  for (const name of [tokenizerFile, tokenizerConfigFile]) {
    await onDisk(model, () => rm(join(model, name), { force: true }));
  }
}
