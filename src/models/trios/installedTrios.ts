import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { openModelFolder, readManifest } from '../../engine/runtime/modelFolder.ts';
import type { ModelDescription, ModelFile } from '../../engine/runtime/modelDescription.ts';
import {
  modelFolders,
  trioManifestFile,
  trioManifestSchema,
  type TrioManifest,
} from '../../engine/trio/trioManifest.ts';
import { fileSystemCode, onDisk } from '../files/onDisk.ts';
import { modelOriginFile, modelOriginSchema, type ModelOrigin } from './modelOrigin.ts';
import { isTrioName } from './trioName.ts';
import { trioPlaces, triosFolder } from './trioFolders.ts';

/** A model of a trio on disk. */
export interface TrioModel {
  /** Its folder inside the trio's. */
  readonly folder: string;
  /** Bytes of its files. */
  readonly bytes: number;
  readonly description: ModelDescription;
  /** The graph, then its external data. */
  readonly files: readonly ModelFile[];
  /** Null for models that were not downloaded. */
  readonly origin: ModelOrigin | null;
  /** When it came into the trio. */
  readonly installed: Date;
}

/** A trio that lies on disk as a whole. */
export interface InstalledTrio {
  /** Name of its folder: what it is called in settings and on the command line. */
  readonly name: string;
  readonly directory: string;
  /** Bytes of all models; those that it shares with another trio by hard links count in both. */
  readonly bytes: number;
  readonly manifest: TrioManifest;
  /** Each model once: large-ins, small-base, then the small-cpt of each language. */
  readonly models: readonly TrioModel[];
}

/**
 * Opens a trio's folder without loading anything: its descriptions are valid, and its files are there in full length.
 * Contents are the business of `verifyTrio`.
 *
 * @throws TriMixError `model-file-missing`, `model-manifest-invalid`, `model-file-damaged`
 */
export async function openTrio(directory: string): Promise<InstalledTrio> {
  const manifest = await readManifest(join(directory, trioManifestFile), trioManifestSchema);
  const models = await Promise.all(modelFolders(manifest).map((folder) => openTrioModel(directory, folder)));
  await requireFile(join(directory, 'tokenizer.json'));
  const bytes = models.reduce((sum, model) => sum + model.bytes, 0);
  return { name: basename(directory), directory, bytes, manifest, models };
}

/** @throws TriMixError as {@link openTrio} */
export async function openTrioModel(trio: string, folder: string): Promise<TrioModel> {
  const directory = join(trio, folder);
  const { description, files, bytes } = await openModelFolder(directory);
  // Renaming the folder later leaves it as it is.
  const { mtime } = await onDisk(directory, () => stat(directory));
  return { folder, bytes, description, files, origin: await readOrigin(directory), installed: mtime };
}

/** Folder that a trio of this name is installed in, whether it is there or not; null when no trio can have it. */
export function trioFolder(store: string, name: string): string | null {
  return isTrioName(name) ? trioPlaces(store, name).installed : null;
}

/** Directories in the folder of trios, whole or not. */
export async function trioDirectories(store: string): Promise<readonly string[]> {
  const root = triosFolder(store);
  return (await foldersIn(root)).map((name) => join(root, name));
}

/** Names of the folders in a folder, hidden ones left out; none where it is not there. */
export async function foldersIn(directory: string): Promise<readonly string[]> {
  const entries = await onDisk(directory, () =>
    readdir(directory, { withFileTypes: true }).catch((error: unknown): Dirent[] => {
      if (fileSystemCode(error) === 'ENOENT') return [];
      throw error;
    }),
  );
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return names.filter((name) => !name.startsWith('.')).sort();
}

/** A note that cannot be read says nothing: the model is no worse for it. */
async function readOrigin(directory: string): Promise<ModelOrigin | null> {
  try {
    return await readManifest(join(directory, modelOriginFile), modelOriginSchema);
  } catch (error) {
    if (error instanceof TriMixError) return null;
    throw error;
  }
}

async function requireFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    throw new TriMixError('model-file-missing', { file }, error);
  });
  if (!found.isFile()) throw new TriMixError('model-file-damaged', { file, reason: 'it is no regular file' });
}
