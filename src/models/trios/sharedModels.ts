import { link, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { throwIfAborted, TriMixError } from '../../engine/errors.ts';
import { modelManifestFile } from '../../engine/runtime/modelManifest.ts';
import { defaultBlockSize, type Precision } from '../convert/precision.ts';
import { copyFile } from '../files/copyFile.ts';
import { fileSha256 } from '../files/fileSha256.ts';
import { fileSystemCode, onDisk } from '../files/onDisk.ts';
import { exists } from '../store/installedCheckpoints.ts';
import { foldersIn, openTrioModel, trioDirectories, type TrioModel } from './installedTrios.ts';
import { licenceFiles } from './licenceFiles.ts';
import { modelOriginFile } from './modelOrigin.ts';
import { orNull } from './orNull.ts';
import { copyTokenizer, tokenizerFile } from './trioTokenizer.ts';

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
export function isWanted({ manifest }: TrioModel, { repository, commit, precision }: WantedModel): boolean {
  const { source, quantisation } = manifest;
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
      if (tokenizer === model.manifest.tokenizerSha256) return { trio, model };
    }
  }
  return null;
}

/**
 * Gives a model a second place in the store: its large files by hard links where the file system has them, so that
 * they take no room, else as copies.
 *
 * @param to folder to make, on the store's file system
 * @throws TriMixError `model-file-missing`, `disk-full`, `store-not-writable`, `cancelled`
 */
export async function shareModel(
  { trio, model }: FoundModel,
  to: string,
  onCopied: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const from = join(trio, model.folder);
  const making = join(dirname(to), `.${basename(to)}`);
  await onDisk(making, async () => {
    await rm(making, { recursive: true, force: true });
    await mkdir(making, { recursive: true });
  });
  let copied = 0;
  for (const { path, bytes } of model.manifest.files) {
    throwIfAborted(signal);
    const [source, target] = [join(from, path), join(making, path)];
    if (await linked(source, target)) continue;
    await copyFile(source, target, (done) => onCopied(copied + done, model.bytes), signal);
    copied += bytes;
  }
  // Descriptions are small and may be written anew: each place has its own.
  await copySmall(from, making, modelManifestFile, signal);
  for (const name of [modelOriginFile, ...licenceFiles]) {
    if (await exists(join(from, name))) await copySmall(from, making, name, signal);
  }
  await copyTokenizer(trio, making);
  await onDisk(to, () => rename(making, to));
}

async function copySmall(from: string, to: string, name: string, signal: AbortSignal): Promise<void> {
  await copyFile(join(from, name), join(to, name), () => undefined, signal);
}

/** What systems say where two names for one file are not possible: another disk, a file system without, a limit. */
const unlinkable = new Set([
  'EXDEV',
  'EPERM',
  'EACCES',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EISDIR',
]);

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const code = fileSystemCode(error) ?? '';
    if (unlinkable.has(code)) return false;
    if (code === 'ENOENT') throw new TriMixError('model-file-missing', { file: from }, error);
    return onDisk(to, () => Promise.reject(error as Error));
  }
}
