import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onDisk } from '../files/onDisk.ts';
import { syncFolder } from '../files/replaceFile.ts';
import { checkpointManifestFile, type CheckpointManifest } from './checkpointManifest.ts';
import { openCheckpoint, type InstalledCheckpoint } from './installedCheckpoints.ts';
import type { HeldLock } from './lock.ts';
import type { CheckpointPlaces } from './storeFolders.ts';

/**
 * Makes a whole partial folder the installed one: the description is written last, then the folder is renamed. An
 * older one of the same name goes first.
 *
 * @throws TriMixError `store-lock-lost`, `store-not-writable`, `disk-full`
 */
export async function putInPlace(
  places: CheckpointPlaces,
  manifest: CheckpointManifest,
  lock: HeldLock,
): Promise<InstalledCheckpoint> {
  const { partial, installed } = places;
  const description = join(partial, checkpointManifestFile);
  await onDisk(description, async () => {
    await writeFile(description, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    await mkdir(dirname(installed), { recursive: true });
  });
  await lock.requireHeld();
  await discard(installed);
  await onDisk(installed, async () => {
    await rename(partial, installed);
    await syncFolder(dirname(installed));
  });
  return openCheckpoint(installed);
}

/**
 * Removes an installed checkpoint, its description first: from then on it does not count as installed, and a removal
 * that is interrupted can be seen and repeated.
 *
 * @throws TriMixError `store-not-writable`
 */
export async function discard(installed: string): Promise<void> {
  await onDisk(installed, async () => {
    await rm(join(installed, checkpointManifestFile), { force: true });
    await rm(installed, { recursive: true, force: true });
  });
}
