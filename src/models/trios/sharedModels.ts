import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { defaultBlockSize, type Precision } from '../convert/precision.ts';
import { fileSha256 } from '../files/fileSha256.ts';
import { onDisk } from '../files/onDisk.ts';
import { copyModel } from './copyModel.ts';
import { foldersIn, openTrioModel, trioDirectories, type TrioModel } from './installedTrios.ts';
import { orNull } from './orNull.ts';
import { copyTokenizer, dropTokenizer, tokenizerFile } from './trioTokenizer.ts';

/** A model somewhere in the store, and the trio that has its tokenizer. */
export interface FoundModel {
  readonly trio: string;
  readonly model: TrioModel;
}

/** Which model is looked for. */
export interface WantedModel {
  readonly repository: string;
  readonly commit: string;
  readonly precision: Precision;
}

/** Whether a model was made of the wanted checkpoint in the wanted way. */
export function isWanted(
  { description }: TrioModel,
  { repository, commit, precision }: WantedModel,
): boolean {
  const { source, quantisation } = description;
  return (
    source.repository === repository &&
    source.revision === commit &&
    quantisation.precision === precision &&
    (quantisation.blockSize ?? defaultBlockSize) === defaultBlockSize
  );
}

/**
 * Looks for a model among the trios, and what is left of broken ones.
 *
 * @throws TriMixError `store-not-writable`
 */
export async function findModel(
  store: string,
  wanted: WantedModel,
  signal: AbortSignal,
): Promise<FoundModel | null> {
  for (const trio of await trioDirectories(store)) {
    for (const folder of await foldersIn(trio)) {
      const model = await orNull(openTrioModel(trio, folder));
      if (model === null || !isWanted(model, wanted)) continue;
      const tokenizer = await orNull(fileSha256(join(trio, tokenizerFile), signal));
      if (tokenizer === model.description.tokenizerSha256) return { trio, model };
    }
  }
  return null;
}

/**
 * Gives a model that was found a second place, with the tokenizer it needs.
 *
 * @param to folder to make, in the same store
 * @throws TriMixError as `copyModel`
 */
export async function shareModel(
  { trio, model }: FoundModel,
  to: string,
  onCopied: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const making = join(dirname(to), `.${basename(to)}`);
  const from = join(trio, model.folder);
  await copyModel({ from, model, to: making, mayLink: true, onCopied, signal });
  await dropTokenizer(making);
  await copyTokenizer(trio, making);
  await onDisk(to, () => rename(making, to));
}
