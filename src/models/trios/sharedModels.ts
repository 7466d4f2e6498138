import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { defaultBlockSize, type Precision } from '../convert/precision.ts';
import { fileSha256 } from '../files/fileSha256.ts';
import { onDisk } from '../files/onDisk.ts';
import { copyModel } from './copyModel.ts';
import { foldersIn, openTrioModel, trioDirectories, type TrioModel } from './installedTrios.ts';
import { orNull } from './orNull.ts';
import { parseInstallationFolder, worksFolder } from './trioFolders.ts';
import { trioName } from './trioName.ts';
import { copyTokenizer, dropTokenizer, tokenizerFile } from './trioTokenizer.ts';

/** A model somewhere in the store. */
export interface FoundModel {
  readonly directory: string;
  /** Folder of its tokenizer. */
  readonly tokenizer: string;
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
 * Looks for a model among the trios, what is left of broken ones, and what interrupted installations of the same trio's
 * other languages have made.
 *
 * @param name the trio that it is for
 * @throws TriMixError `store-not-writable`
 */
export async function findModel(
  store: string,
  name: string,
  wanted: WantedModel,
  signal: AbortSignal,
): Promise<FoundModel | null> {
  for await (const { trio, folder, tokenizer } of places(store, name)) {
    const model = await orNull(openTrioModel(trio, folder));
    if (model === null || !isWanted(model, wanted)) continue;
    const sha256 = await orNull(fileSha256(join(tokenizer, tokenizerFile), signal));
    if (sha256 === model.description.tokenizerSha256) {
      return { directory: join(trio, folder), tokenizer, model };
    }
  }
  return null;
}

interface Place {
  readonly trio: string;
  readonly folder: string;
  readonly tokenizer: string;
}

async function* places(store: string, name: string): AsyncGenerator<Place> {
  for (const trio of await trioDirectories(store)) {
    for (const folder of await foldersIn(trio)) yield { trio, folder, tokenizer: trio };
  }
  for (const work of await foldersIn(worksFolder(store))) {
    const made = parseInstallationFolder(work);
    // Other trios' work may go away under our hands: only this one's lock is held.
    if (made === null || trioName(made.trio, made.precision) !== name) continue;
    const trio = join(worksFolder(store), work);
    for (const folder of await foldersIn(trio)) yield { trio, folder, tokenizer: join(trio, folder) };
  }
}

/**
 * Gives a model that was found a second place, with the tokenizer it needs.
 *
 * @param to folder to make, in the same store
 * @throws TriMixError as `copyModel`
 */
export async function shareModel(
  { directory, tokenizer, model }: FoundModel,
  to: string,
  onCopied: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const making = join(dirname(to), `.${basename(to)}`);
  await copyModel({ from: directory, model, to: making, mayLink: true, onCopied, signal });
  await dropTokenizer(making);
  await copyTokenizer(tokenizer, making);
  await onDisk(to, () => rename(making, to));
}
