import { readdir, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { readManifest } from '../../engine/runtime/modelFolder.ts';
import { language as languageInfo, type LanguageTag } from '../../engine/text/languages.ts';
import { trioManifestFile, trioManifestSchema, type TrioManifest } from '../../engine/trio/trioManifest.ts';
import { onDisk } from '../files/onDisk.ts';
import { replaceFile } from '../files/replaceFile.ts';
import { exists } from '../store/installedCheckpoints.ts';
import { withLock } from '../store/lock.ts';
import { removeFolder, sweepWork } from './workFolders.ts';
import { orNull } from './orNull.ts';
import { sweepModels } from './putTrioInPlace.ts';
import { trioPlaces } from './trioFolders.ts';
import { requireTrioName } from './trioName.ts';

export interface RemoveTrioOptions {
  readonly store: string;
  /** Name of the installed trio; a broken one can be removed too. */
  readonly name: string;
  /** Only this language; left out, or where it is the only one, the whole trio goes. */
  readonly language?: LanguageTag | undefined;
  readonly signal: AbortSignal;
}

/**
 * Removes an installed trio, or one language of it.
 *
 * @returns the bytes that became free: what another trio shares stays on the disk
 * @throws TriMixError `trio-name-invalid`, `trio-not-installed`, `language-not-in-trio`, `store-busy`,
 *   `store-not-writable`
 */
export async function removeTrio({ store, name, language, signal }: RemoveTrioOptions): Promise<number> {
  requireTrioName(name);
  const { installed, lock } = trioPlaces(store, name);
  const requireThere = async (): Promise<void> => {
    if (!(await exists(installed))) throw new TriMixError('trio-not-installed', { name, store });
  };
  // Asked before the lock as well: a slip of the pen must not make folders.
  await requireThere();
  return withLock(lock, name, signal, async (held) => {
    await requireThere();
    await sweepWork(store, name);
    const before = await ownBytes(installed);
    const manifest = await orNull(readManifest(join(installed, trioManifestFile), trioManifestSchema));
    const rest = language === undefined ? null : withoutLanguage(manifest, language);
    await held.requireHeld();
    if (rest === null) {
      await removeFolder(store, installed);
      return before;
    }
    await replaceFile(join(installed, trioManifestFile), `${JSON.stringify(rest, null, 2)}\n`);
    await sweepModels(store, installed, rest);
    return before - (await ownBytes(installed));
  });
}

/** Null when nothing is left. @throws TriMixError `language-not-in-trio` */
function withoutLanguage(manifest: TrioManifest | null, tag: LanguageTag): TrioManifest | null {
  if (manifest === null) return null;
  const { [tag]: folder, ...smallCpt } = manifest.sources.smallCpt;
  if (folder === undefined) {
    const { displayName } = languageInfo(tag);
    throw new TriMixError('language-not-in-trio', { trio: manifest.title, language: displayName });
  }
  if (Object.keys(smallCpt).length === 0) return null;
  const { byLanguage = {}, ...recommendedWeights } = manifest.recommendedWeights;
  const others = Object.fromEntries(Object.entries(byLanguage).filter(([other]) => other !== tag));
  return {
    ...manifest,
    experimental: manifest.experimental.filter((experimental) => experimental !== tag),
    sources: { ...manifest.sources, smallCpt },
    recommendedWeights: { ...recommendedWeights, byLanguage: others },
  };
}

/** Bytes of the files that have no second name. */
async function ownBytes(directory: string): Promise<number> {
  return onDisk(directory, async () => {
    let bytes = 0;
    for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const { size, nlink } = await lstat(join(entry.parentPath, entry.name));
      if (nlink === 1) bytes += size;
    }
    return bytes;
  });
}
