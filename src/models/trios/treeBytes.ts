import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileSystemCode, onDisk } from '../files/onDisk.ts';

/** Bytes of all files below a folder; what is not there, or goes away meanwhile, counts nothing. */
export async function treeBytes(directory: string): Promise<number> {
  return onDisk(directory, async () => {
    let bytes = 0;
    const entries = await readdir(directory, { withFileTypes: true, recursive: true }).catch(ignoreMissing);
    for (const entry of entries ?? []) {
      if (!entry.isFile()) continue;
      const found = await lstat(join(entry.parentPath, entry.name)).catch(ignoreMissing);
      bytes += found?.size ?? 0;
    }
    return bytes;
  });
}

function ignoreMissing(error: unknown): null {
  if (fileSystemCode(error) === 'ENOENT') return null;
  throw error;
}
