import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { copyFile } from '../files/copyFile.ts';
import { onDisk } from '../files/onDisk.ts';
import { checkpointFiles, indexFile, requireReadable, requireShards } from './checkpointFiles.ts';
import type { CheckpointManifest } from './checkpointManifest.ts';
import { requireSpace } from './diskSpace.ts';
import { exists, type InstalledCheckpoint } from './installedCheckpoints.ts';
import { withLock } from './lock.ts';
import { putInPlace } from './putInPlace.ts';
import { checkpointPlaces, requireCheckpointName } from './storeFolders.ts';
import { TransferMeter, type TransferProgress } from './transferMeter.ts';

export interface ImportOptions {
  readonly store: string;
  /** A folder as the hub's own tools leave it: config.json, tokenizer.json, safetensors. It stays as it is. */
  readonly directory: string;
  /** What it is to be called: a plain name, or the `OWNER/NAME` it came from. */
  readonly name: string;
  readonly onProgress?: ((progress: TransferProgress) => void) | undefined;
  readonly signal: AbortSignal;
}

interface LocalFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Copies a checkpoint's folder into the store, whole or not at all, without any network.
 *
 * @throws TriMixError `checkpoint-name-invalid`, `checkpoint-incomplete`, `checkpoint-installed-already`,
 *   `model-file-missing`, `model-file-damaged`, `store-busy`, `store-lock-lost`, `store-not-writable`,
 *   `disk-space-short`, `disk-full`, `cancelled`
 */
export async function importCheckpoint(options: ImportOptions): Promise<InstalledCheckpoint> {
  const { store, name, signal } = options;
  const source = resolve(options.directory);
  requireCheckpointName(name);
  const files = checkpointFiles(source, await regularFiles(source));
  const names = new Set(files.map(({ path }) => path));
  if (names.has(indexFile)) await requireShards(source, join(source, indexFile), names);
  await requireReadable(source);
  const places = checkpointPlaces(store, name);
  return withLock(places.lock, name, signal, async (lock) => {
    if (await exists(places.installed)) throw new TriMixError('checkpoint-installed-already', { name });
    const written = await copyAll(options, source, places.partial, files, lock.signal);
    const manifest: CheckpointManifest = {
      format: 1,
      name,
      source: { kind: 'folder', path: source },
      licence: { id: null, name: null, url: null },
      date: new Date().toISOString(),
      files: written,
    };
    return putInPlace(places, manifest, lock);
  });
}

/** The hub's own cache is made of links to files: they are followed. */
async function regularFiles(directory: string): Promise<readonly LocalFile[]> {
  const missing = (error: unknown): never => {
    throw new TriMixError('model-file-missing', { file: directory }, error);
  };
  const found: LocalFile[] = [];
  for (const path of await readdir(directory).catch(missing)) {
    const file = await stat(join(directory, path)).catch(() => null);
    if (file?.isFile() === true) found.push({ path, bytes: file.size });
  }
  return found;
}

async function copyAll(
  { onProgress }: ImportOptions,
  source: string,
  partial: string,
  files: readonly LocalFile[],
  signal: AbortSignal,
): Promise<CheckpointManifest['files']> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  await onDisk(partial, async () => {
    // A copy is quick and starts anew; only downloads are gone on with.
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
  });
  try {
    await requireSpace(partial, total);
    const meter = new TransferMeter('copying', total, (progress) => onProgress?.(progress));
    const written: CheckpointManifest['files'] = [];
    for (const { path } of files) {
      const onBytes = (done: number): void => meter.at(path, done);
      const copy = await copyFile(join(source, path), join(partial, path), onBytes, signal);
      meter.finish(copy.bytes);
      written.push({ path, ...copy });
    }
    await requireReadable(partial);
    return written;
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}
