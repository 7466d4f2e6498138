import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readManifest, openModelFolder, type ModelFolder } from '../../engine/runtime/modelFolder.ts';
import {
  modelFolders,
  trioManifestFile,
  trioManifestSchema,
  type TrioManifest,
} from '../../engine/trio/trioManifest.ts';

/** A trio as it lies on disk. */
export interface TrioOnDisk {
  readonly directory: string;
  readonly manifest: TrioManifest;
  /** Each model once. */
  readonly models: readonly { readonly name: string; readonly folder: ModelFolder }[];
}

/** Directories of the trios that come with the program. */
export async function bundledTrios(packageRoot: string): Promise<readonly string[]> {
  const root = path.join(packageRoot, 'models');
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(root, name));
  const found = await Promise.all(
    folders.map(async (folder) => ((await readdir(folder)).includes(trioManifestFile) ? folder : null)),
  );
  return found.filter((folder) => folder !== null).sort();
}

/**
 * Reads the descriptions of a trio and checks the length of its files, without loading anything.
 *
 * @throws TriMixError `model-file-missing`, `model-manifest-invalid`, `model-file-damaged`
 */
export async function openTrio(directory: string): Promise<TrioOnDisk> {
  const manifest = await readManifest(path.join(directory, trioManifestFile), trioManifestSchema);
  const models = await Promise.all(
    modelFolders(manifest).map(async (name) => ({
      name,
      folder: await openModelFolder(path.join(directory, name)),
    })),
  );
  return { directory, manifest, models };
}
