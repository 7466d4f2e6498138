import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { throwIfAborted, TriMixError } from '../errors.ts';
import { sourceIds } from '../fusion/sources.ts';
import type { ExecutionProviderChoice } from '../runtime/executionProvider.ts';
import { LanguageModel } from '../runtime/languageModel.ts';
import { openModelFolder, readManifest } from '../runtime/modelFolder.ts';
import type { LanguageTag } from '../text/languages.ts';
import { loadTokenizer } from '../tokenizer/huggingFaceTokenizer.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { LoadedTrio } from './loadedTrio.ts';
import type { Trio } from './trio.ts';
import {
  modelFolders,
  trioLanguages,
  trioManifestFile,
  trioManifestSchema,
  type TrioManifest,
} from './trioManifest.ts';

export type { Trio } from './trio.ts';

/** How to load a trio. */
export interface LoadTrioOptions {
  readonly executionProvider: ExecutionProviderChoice;
  /** Threads per model; default: as many as the machine runs at once. */
  readonly threads?: number;
  /** The language whose small-cpt is wanted first; default, also where the trio does not know it: its first one. */
  readonly language?: LanguageTag;
  readonly signal?: AbortSignal;
  /** Steps done: the tokenizer and each of the three models are one step. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Loads a trio directory. Everything is checked before it is used, the models of all languages included:
 * descriptions, file lengths, one tokenizer, logits wide enough for it. A failed load frees what it had loaded.
 *
 * @throws TriMixError `model-file-missing`, `model-file-damaged`, `model-manifest-invalid`, `tokenizer-invalid`,
 *   `trio-tokenizers-differ`, `trio-vocabulary-mismatch`, `model-layout-unknown`, `model-graph-unsupported`, `execution-provider-unavailable`, `cancelled`
 */
export async function loadTrio(directory: string, options: LoadTrioOptions): Promise<Trio> {
  const { executionProvider, threads, signal, onProgress } = options;
  const manifest = await readManifest(join(directory, trioManifestFile), trioManifestSchema);
  const total = 1 + sourceIds.length;
  onProgress?.(0, total);
  const tokenizer = await loadTokenizer(directory);
  await checkTogether(directory, manifest, tokenizer);
  const languages = trioLanguages(manifest);
  const first = languages.find((tag) => tag === options.language) ?? languages[0]!;
  const load = async (folder: string): Promise<LanguageModel> => {
    throwIfAborted(signal);
    return await LanguageModel.load(join(directory, folder), { executionProvider, threads, label: folder });
  };
  const loaded: LanguageModel[] = [];
  try {
    for (const folder of [manifest.sources.largeIns, manifest.sources.smallBase]) {
      onProgress?.(1 + loaded.length, total);
      loaded.push(await load(folder));
    }
    onProgress?.(1 + loaded.length, total);
    const [largeIns, smallBase] = loaded;
    const trio = new LoadedTrio({
      directory,
      manifest,
      tokenizer,
      largeIns: largeIns!,
      smallBase: smallBase!,
      loadOptions: { executionProvider, threads },
    });
    await trio.useLanguage(first, signal);
    onProgress?.(total, total);
    return trio;
  } catch (error) {
    await Promise.all(loaded.map((model) => model.dispose()));
    throw error;
  }
}

/** Every model must have been trained with the tokenizer beside them, and give a logit for each of its ids. */
async function checkTogether(directory: string, manifest: TrioManifest, tokenizer: Tokenizer): Promise<void> {
  const file = join(directory, 'tokenizer.json');
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const digest = hash.digest('hex');
  for (const folder of modelFolders(manifest)) {
    const { tokenizerSha256, logitsWidth } = (await openModelFolder(join(directory, folder))).description;
    if (tokenizerSha256 !== digest) {
      throw new TriMixError('trio-tokenizers-differ', {
        reason:
          tokenizerSha256 === null
            ? `${folder} has no tokenizer.json to compare with ${file}`
            : `${folder} was made with another tokenizer than ${file}`,
      });
    }
    if (logitsWidth < tokenizer.vocabularySize) {
      throw new TriMixError('trio-vocabulary-mismatch', {
        source: folder,
        width: logitsWidth,
        vocabulary: tokenizer.vocabularySize,
      });
    }
  }
}
