import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { readManifest } from '../../engine/runtime/modelFolder.ts';
import { fileSystemCode, onDisk } from '../files/onDisk.ts';
import {
  checkpointManifestFile,
  checkpointManifestSchema,
  type CheckpointManifest,
} from './checkpointManifest.ts';
import { checkpointPlaces, checkpointsFolder, partialFolder, requireCheckpointName } from './storeFolders.ts';

/** A checkpoint that is installed as a whole. */
export interface InstalledCheckpoint {
  readonly name: string;
  readonly directory: string;
  /** Bytes of all its files. */
  readonly bytes: number;
  readonly manifest: CheckpointManifest;
}

/** A folder in the store that cannot be used. */
export interface BrokenCheckpoint {
  readonly directory: string;
  readonly reason: string;
}

/** Bytes of a download that is not finished. */
export interface PartialCheckpoint {
  readonly name: string;
  readonly bytes: number;
}

/** What a store holds. */
export interface StoreContents {
  readonly checkpoints: readonly InstalledCheckpoint[];
  readonly broken: readonly BrokenCheckpoint[];
  readonly partial: readonly PartialCheckpoint[];
}

/**
 * Lists a store by its descriptions and file lengths; contents are the business of `verifyCheckpoint`.
 *
 * @throws TriMixError `store-not-writable` when its folder cannot be read
 */
export async function listStore(store: string): Promise<StoreContents> {
  const checkpoints: InstalledCheckpoint[] = [];
  const broken: BrokenCheckpoint[] = [];
  for (const directory of await foldersIn(checkpointsFolder(store))) {
    try {
      checkpoints.push(await openCheckpoint(directory));
    } catch (error) {
      if (!(error instanceof TriMixError)) throw error;
      broken.push({ directory, reason: error.message });
    }
  }
  const partial: PartialCheckpoint[] = [];
  for (const directory of await foldersIn(partialFolder(store))) {
    partial.push({ name: basename(directory).replace('--', '/'), bytes: await folderBytes(directory) });
  }
  return { checkpoints, broken, partial };
}

/**
 * Finds an installed checkpoint.
 *
 * @returns null when there is none of that name
 * @throws TriMixError `checkpoint-name-invalid`, `model-manifest-invalid`, `model-file-missing`, `model-file-damaged`
 */
export async function findCheckpoint(store: string, name: string): Promise<InstalledCheckpoint | null> {
  requireCheckpointName(name);
  const { installed } = checkpointPlaces(store, name);
  return (await exists(installed)) ? openCheckpoint(installed) : null;
}

/**
 * Opens a checkpoint's folder: its description is valid, and its files are there in full length.
 *
 * @throws TriMixError `model-manifest-invalid`, `model-file-missing`, `model-file-damaged`
 */
export async function openCheckpoint(directory: string): Promise<InstalledCheckpoint> {
  const manifest = await readManifest(join(directory, checkpointManifestFile), checkpointManifestSchema);
  let bytes = 0;
  for (const file of manifest.files) {
    const path = join(directory, file.path);
    const found = await lstat(path).catch((error: unknown) => {
      throw new TriMixError('model-file-missing', { file: path }, error);
    });
    if (!found.isFile() || found.size !== file.bytes) {
      const reason = `it has ${found.size} bytes instead of ${file.bytes}`;
      throw new TriMixError('model-file-damaged', { file: path, reason });
    }
    bytes += found.size;
  }
  return { name: manifest.name, directory, bytes, manifest };
}

/** Bytes of the files right in a folder; 0 when it is not there. */
export async function folderBytes(directory: string): Promise<number> {
  return onDisk(directory, async () => {
    const entries = await entriesIn(directory);
    const sizes = await Promise.all(
      entries.map(async ({ name }) => (await lstat(join(directory, name))).size),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  });
}

export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Folders only: an operating system leaves files of its own in any folder. */
async function foldersIn(directory: string): Promise<readonly string[]> {
  return onDisk(directory, async () => {
    const entries = await entriesIn(directory);
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return names.sort().map((name) => join(directory, name));
  });
}

async function entriesIn(directory: string): Promise<Dirent[]> {
  return readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    if (fileSystemCode(error) === 'ENOENT') return [];
    throw error;
  });
}
