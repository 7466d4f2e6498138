import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { onDisk } from '../files/onDisk.ts';
import { withLock } from '../store/lock.ts';
import {
  importFolder,
  importPrefix,
  removedFolder,
  removedPrefix,
  trioPlaces,
  worksFolder,
} from './trioFolders.ts';

/**
 * Removes a folder in a way that an interruption leaves nothing half under its name: it is renamed first.
 *
 * @throws TriMixError `store-not-writable`
 */
export async function removeFolder(store: string, directory: string): Promise<void> {
  const removed = removedFolder(store);
  await onDisk(directory, async () => {
    await mkdir(dirname(removed), { recursive: true });
    await rename(directory, removed);
    await rm(removed, { recursive: true, force: true });
  });
}

/**
 * Removes what interrupted removals and copies have left. What cannot be removed now, or is at work in another process,
 * stays for the next time.
 *
 * @param name the trio whose lock is held
 */
export async function sweepWork(store: string, name: string): Promise<void> {
  const root = worksFolder(store);
  await remove(importFolder(store, name));
  for (const entry of await readdir(root).catch((): string[] => [])) {
    if (entry.startsWith(removedPrefix)) await remove(join(root, entry));
    else if (entry.startsWith(importPrefix)) await removeAbandoned(store, entry.slice(importPrefix.length));
  }
}

async function removeAbandoned(store: string, name: string): Promise<void> {
  const { lock } = trioPlaces(store, name);
  try {
    await withLock(lock, name, new AbortController().signal, () => remove(importFolder(store, name)));
  } catch (error) {
    if (!(error instanceof TriMixError)) throw error;
  }
}

async function remove(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true }).catch(() => undefined);
}
