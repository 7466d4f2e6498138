import { rm } from 'node:fs/promises';
import { TriMixError } from '../../engine/errors.ts';
import { onDisk } from '../files/onDisk.ts';
import { exists, folderBytes } from './installedCheckpoints.ts';
import { withLock } from './lock.ts';
import { discard } from './putInPlace.ts';
import { checkpointPlaces, requireCheckpointName } from './storeFolders.ts';

/**
 * Removes a checkpoint, and what there is of an unfinished download of it.
 *
 * @returns the bytes that became free
 * @throws TriMixError `checkpoint-name-invalid`, `checkpoint-not-installed`, `store-busy`, `store-not-writable`
 */
export async function removeCheckpoint(store: string, name: string, signal: AbortSignal): Promise<number> {
  requireCheckpointName(name);
  const places = checkpointPlaces(store, name);
  const { installed, partial } = places;
  const isThere = async (): Promise<boolean> => (await exists(installed)) || (await exists(partial));
  // Asked before the lock as well: a slip of the pen must not make folders.
  if (!(await isThere())) throw new TriMixError('checkpoint-not-installed', { name, store });
  return withLock(places.lock, name, signal, async (lock) => {
    const bytes = (await folderBytes(installed)) + (await folderBytes(partial));
    await lock.requireHeld();
    await discard(installed);
    await onDisk(partial, () => rm(partial, { recursive: true, force: true }));
    return bytes;
  });
}
