import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GridHistory } from '../decoding/gridHistory.ts';
import { throwIfAborted, TriMixError } from '../errors.ts';
import { perSource, sourceFolder, sourceIds, type PerSource, type SourceId } from '../fusion/sources.ts';
import type { ExecutionProviderChoice } from '../runtime/executionProvider.ts';
import { LanguageModel } from '../runtime/languageModel.ts';
import { readManifest } from '../runtime/modelFolder.ts';
import { loadTokenizer } from '../tokenizer/huggingFaceTokenizer.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { Trio } from './trio.ts';
import type { TrioInfo } from './trioInfo.ts';
import { trioManifestFile, trioManifestSchema, type TrioManifest } from './trioManifest.ts';

export type { Trio } from './trio.ts';

/** How to load a trio. */
export interface LoadTrioOptions {
  readonly executionProvider: ExecutionProviderChoice;
  /** Threads per model; default: as many as the machine runs at once. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** Steps done: the tokenizer and each model are one step. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Loads a trio directory. Everything is checked before it is used: descriptions, file lengths, one tokenizer, logits
 * wide enough for it. A failed load frees what it had loaded.
 *
 * @throws TriMixError `model-file-missing`, `model-file-damaged`, `model-manifest-invalid`, `tokenizer-invalid`,
 *   `trio-tokenizers-differ`, `trio-vocabulary-mismatch`, `execution-provider-unavailable`, `cancelled`
 */
export async function loadTrio(directory: string, options: LoadTrioOptions): Promise<Trio> {
  const manifest = await readManifest(join(directory, trioManifestFile), trioManifestSchema);
  const total = 1 + sourceIds.length;
  const loaded: Partial<Record<SourceId, LanguageModel>> = {};
  try {
    options.onProgress?.(0, total);
    const tokenizer = await loadTokenizer(directory);
    for (const [index, source] of sourceIds.entries()) {
      throwIfAborted(options.signal);
      options.onProgress?.(1 + index, total);
      loaded[source] = await LanguageModel.load(join(directory, manifest.sources[source]), {
        executionProvider: options.executionProvider,
        threads: options.threads,
        label: sourceFolder[source],
      });
    }
    throwIfAborted(options.signal);
    const models = loaded as PerSource<LanguageModel>;
    await checkTogether(directory, models, tokenizer);
    options.onProgress?.(total, total);
    return assemble(directory, manifest, models, tokenizer);
  } catch (error) {
    await Promise.all(Object.values(loaded).map((model) => model.dispose()));
    throw error;
  }
}

/** The models must have been trained with the tokenizer beside them, and give a logit for each of its ids. */
async function checkTogether(
  directory: string,
  models: PerSource<LanguageModel>,
  tokenizer: Tokenizer,
): Promise<void> {
  const file = join(directory, 'tokenizer.json');
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const digest = hash.digest('hex');
  for (const source of sourceIds) {
    const { tokenizerSha256, logitsWidth } = models[source].folder.manifest;
    if (tokenizerSha256 !== digest) {
      throw new TriMixError('trio-tokenizers-differ', {
        reason: `${sourceFolder[source]} was made with another tokenizer than ${file}`,
      });
    }
    if (logitsWidth < tokenizer.vocabularySize) {
      throw new TriMixError('trio-vocabulary-mismatch', {
        source: sourceFolder[source],
        width: logitsWidth,
        vocabulary: tokenizer.vocabularySize,
      });
    }
  }
}

function assemble(
  directory: string,
  manifest: TrioManifest,
  models: PerSource<LanguageModel>,
  tokenizer: Tokenizer,
): Trio {
  const info: TrioInfo = {
    directory,
    name: manifest.name,
    title: manifest.title,
    languages: manifest.languages,
    experimental: manifest.experimental,
    recommendedWeights: manifest.recommendedWeights,
    models: perSource((source) => {
      const { folder, executionProvider, contextLength, logitsWidth } = models[source];
      return {
        source,
        executionProvider,
        precision: folder.manifest.quantisation.precision,
        bytes: folder.bytes,
        contextLength,
        logitsWidth,
      };
    }),
    vocabularySize: tokenizer.vocabularySize,
  };
  return {
    info,
    tokenizer,
    models,
    endOfTextIds: new Set(sourceIds.flatMap((source) => models[source].folder.manifest.endOfTextIds)),
    gridHistory: new GridHistory(),
    dispose: async () => {
      await Promise.all(sourceIds.map((source) => models[source].dispose()));
    },
  };
}
