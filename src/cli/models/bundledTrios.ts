import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { trioManifestFile } from '../../engine/trio/trioManifest.ts';

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
