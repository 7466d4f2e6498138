import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onDisk } from './onDisk.ts';

/**
 * Writes a small file in one step: a reader finds the old content or the new one, also after a crash.
 *
 * @throws TriMixError `disk-full`, `store-not-writable`
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  await onDisk(path, async () => {
    try {
      await writeFile(temporary, content, { flag: 'wx', flush: true });
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
    await syncFolder(dirname(path));
  });
}

/**
 * Puts all files right in a folder on the disk itself: what is renamed afterwards is never less than it was.
 *
 * @throws TriMixError `disk-full`, `store-not-writable`
 */
export async function syncFiles(directory: string): Promise<void> {
  await onDisk(directory, async () => {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const handle = await open(join(directory, entry.name), 'r+');
      await handle.sync().finally(() => handle.close());
    }
    await syncFolder(directory);
  });
}

/** Puts a renaming on the disk itself, where folders can be synchronised (not on Windows). */
export async function syncFolder(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
