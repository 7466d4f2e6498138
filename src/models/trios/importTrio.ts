import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { trioManifestFile } from '../../engine/trio/trioManifest.ts';
import { loadTokenizer } from '../../engine/tokenizer/huggingFaceTokenizer.ts';
import { fileSha256 } from '../files/fileSha256.ts';
import { onDisk } from '../files/onDisk.ts';
import { syncFolder } from '../files/replaceFile.ts';
import { requireSpace } from '../store/diskSpace.ts';
import { exists } from '../store/installedCheckpoints.ts';
import { withLock } from '../store/lock.ts';
import { sweepWork } from './workFolders.ts';
import { copyModel } from './copyModel.ts';
import { InstallMeter } from './installMeter.ts';
import type { InstallProgress } from './installProgress.ts';
import { openTrio, type InstalledTrio } from './installedTrios.ts';
import { importFolder, trioPlaces } from './trioFolders.ts';
import { requireTrioName } from './trioName.ts';
import { copyTokenizer, tokenizerFile } from './trioTokenizer.ts';

export interface ImportTrioOptions {
  readonly store: string;
  /** A trio's folder (trio.json, tokenizer.json, model folders) made elsewhere. It stays as it is. */
  readonly directory: string;
  /** What it is to be called; left out, as its description says. */
  readonly name?: string | undefined;
  readonly onProgress?: ((progress: InstallProgress) => void) | undefined;
  readonly signal: AbortSignal;
}

/**
 * Copies a trio's folder into the store without any network, whole or not at all. A trio that could not be loaded is
 * refused: its descriptions, lengths and checksums, its one tokenizer, and logits wide enough for it are checked.
 *
 * @throws TriMixError `trio-name-invalid`, `trio-name-taken`, `model-file-missing`, `model-manifest-invalid`,
 *   `model-file-damaged`, `trio-tokenizers-differ`, `trio-vocabulary-mismatch`, `tokenizer-invalid`, `store-busy`,
 *   `store-lock-lost`, `store-not-writable`, `disk-space-short`, `disk-full`, `cancelled`
 */
export async function importTrio(options: ImportTrioOptions): Promise<InstalledTrio> {
  const { store, signal } = options;
  const source = await openTrio(resolve(options.directory));
  const name = options.name ?? source.manifest.name;
  requireTrioName(name);
  const { installed, lock } = trioPlaces(store, name);
  return withLock(lock, name, signal, async (held) => {
    await sweepWork(store, name);
    if (await exists(installed)) throw new TriMixError('trio-name-taken', { name });
    const making = importFolder(store, name);
    try {
      await onDisk(making, () => mkdir(making, { recursive: true }));
      await requireSpace(making, source.bytes);
      await copyAll(source, making, options, held.signal);
      await writeManifest(making, source, name);
      await requireLoadable(making, source);
      await held.requireHeld();
      await onDisk(installed, async () => {
        await mkdir(dirname(installed), { recursive: true });
        await rename(making, installed);
        await syncFolder(dirname(installed));
      });
    } catch (error) {
      await rm(making, { recursive: true, force: true }).catch(() => undefined);
      throw error;
    }
    return openTrio(installed);
  });
}

async function copyAll(
  { directory, bytes: total, models }: InstalledTrio,
  to: string,
  { onProgress }: ImportTrioOptions,
  signal: AbortSignal,
): Promise<void> {
  const report = (progress: InstallProgress): void => onProgress?.(progress);
  const meter = new InstallMeter({ steps: models.length, total: 0, report });
  let copied = 0;
  for (const model of models) {
    meter.begin(model.description.source.repository ?? model.folder, 0);
    const before = copied;
    await copyModel({
      from: join(directory, model.folder),
      model,
      to: join(to, model.folder),
      mayLink: false,
      onCopied: (done) => meter.copying(before + done, total),
      signal,
    });
    copied += model.bytes;
  }
  await copyTokenizer(directory, to);
}

async function writeManifest(directory: string, { manifest }: InstalledTrio, name: string): Promise<void> {
  const file = join(directory, trioManifestFile);
  await onDisk(file, () =>
    writeFile(file, `${JSON.stringify({ ...manifest, name }, null, 2)}\n`, { flag: 'wx', flush: true }),
  );
}

/** What the engine would refuse is refused here, while the user still knows which folder it was. */
async function requireLoadable(directory: string, source: InstalledTrio): Promise<void> {
  const { models } = await openTrio(directory);
  const file = join(source.directory, tokenizerFile);
  const sha256 = await fileSha256(join(directory, tokenizerFile), new AbortController().signal);
  const { vocabularySize } = await loadTokenizer(directory);
  for (const { folder, description } of models) {
    if (description.tokenizerSha256 !== sha256) {
      const reason = `${folder} was made with another tokenizer than ${file}`;
      throw new TriMixError('trio-tokenizers-differ', { reason });
    }
    if (description.logitsWidth < vocabularySize) {
      const [width, vocabulary] = [description.logitsWidth, vocabularySize];
      throw new TriMixError('trio-vocabulary-mismatch', { source: folder, width, vocabulary });
    }
  }
}
