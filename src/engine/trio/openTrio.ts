import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { throwIfAborted, TriMixError } from '../errors.ts';
import { perSource, type PerSource } from '../fusion/sources.ts';
import { modelMemory, modelSize, type ModelSize } from '../memory/modelMemory.ts';
import { openModelFolder, readManifest, type ModelFolder } from '../runtime/modelFolder.ts';
import { tokenizerDifference } from '../tokenizer/sameTokenizer.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { modelFolders, trioManifestFile, trioManifestSchema, type TrioManifest } from './trioManifest.ts';
import { exists } from '../runtime/exists.ts';

/** A trio on disk whose descriptions are valid and whose files are there in full length. Nothing of it is loaded. */
export interface OpenedTrio {
  readonly directory: string;
  readonly manifest: TrioManifest;
  /** Every model once, by the name of its folder. */
  readonly models: ReadonlyMap<string, ModelFolder>;
}

/**
 * Reads the descriptions of a trio, the models of all languages included, and checks the length of their files.
 *
 * @throws TriMixError `model-file-missing`, `model-manifest-invalid`, `model-file-damaged`, `model-layout-unknown`,
 *   `model-graph-unsupported`, `cancelled`
 */
export async function openTrio(directory: string, signal?: AbortSignal): Promise<OpenedTrio> {
  const manifest = await readManifest(join(directory, trioManifestFile), trioManifestSchema);
  const models = new Map<string, ModelFolder>();
  for (const name of modelFolders(manifest)) {
    throwIfAborted(signal);
    models.set(name, await openModelFolder(join(directory, name), signal));
  }
  return { directory, manifest, models };
}

/**
 * Every model must have been trained with the tokenizer beside them, and give a logit for each of its ids.
 *
 * @throws TriMixError `trio-tokenizers-differ`, `trio-vocabulary-mismatch`
 */
export async function checkTogether({ directory, models }: OpenedTrio, tokenizer: Tokenizer): Promise<void> {
  const file = join(directory, 'tokenizer.json');
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const digest = hash.digest('hex');
  for (const [folder, { description }] of models) {
    const { tokenizerSha256, logitsWidth } = description;
    const difference =
      tokenizerSha256 === digest
        ? null
        : await differenceFrom(file, join(directory, folder), tokenizerSha256);
    if (difference !== null) {
      throw new TriMixError('trio-tokenizers-differ', { reason: `${folder} ${difference}` });
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

/**
 * What is wrong with the tokenizer of a model whose digest is another; null when nothing is. A model that was converted
 * by itself, or elsewhere, has its tokenizer beside it, which may say the same in other bytes.
 */
async function differenceFrom(
  shared: string,
  folder: string,
  madeWith: string | null,
): Promise<string | null> {
  const otherThan = `was made with another tokenizer than ${shared}`;
  const own = join(folder, 'tokenizer.json');
  if (!(await exists(own)))
    return madeWith === null ? `has no tokenizer.json to compare with ${shared}` : otherThan;
  const difference = await tokenizerDifference(shared, own);
  return difference === null ? null : `${otherThan}: its own has ${difference}`;
}

/**
 * The models that a trio is planned with. Where languages have a small-cpt each, the largest counts: a change of the
 * language must not need more room than there is.
 */
export function plannedModels({ manifest, models }: OpenedTrio): PerSource<ModelFolder> {
  const { largeIns, smallBase, smallCpt } = manifest.sources;
  const folders = { largeIns: [largeIns], smallCpt: Object.values(smallCpt), smallBase: [smallBase] };
  return perSource((source) =>
    folders[source]
      .map((folder) => models.get(folder)!)
      .reduce((largest, model) => (weight(modelSize(model)) > weight(modelSize(largest)) ? model : largest)),
  );
}

/** Sizes of the {@link plannedModels}. */
export function trioSizes(opened: OpenedTrio): PerSource<ModelSize> {
  const planned = plannedModels(opened);
  return perSource((source) => modelSize(planned[source]));
}

/** Any fixed number of tokens and any runtime order models as well as another. */
const weight = (size: ModelSize): number => modelMemory(size, 'cpu', 1, 'native').main;
