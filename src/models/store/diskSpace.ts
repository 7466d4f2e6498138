import { statfs } from 'node:fs/promises';
import { TriMixError } from '../../engine/errors.ts';
import { formatBytes } from '../../engine/memory/formatBytes.ts';
import { onDisk } from '../files/onDisk.ts';

/** Left free: a system whose disk is full to the last byte fails in odd ways. In bytes. */
const reserve = 64 * 1024 * 1024;

/**
 * Checks that a folder has room for so many more bytes.
 *
 * @param path an existing folder
 * @throws TriMixError `disk-space-short`, `store-not-writable`
 */
export async function requireSpace(path: string, bytes: number): Promise<void> {
  if (bytes === 0) return;
  const { bavail, bsize } = await onDisk(path, () => statfs(path));
  const free = bavail * bsize;
  const needed = bytes + reserve;
  if (free < needed) {
    throw new TriMixError('disk-space-short', {
      path,
      needed: formatBytes(needed),
      free: formatBytes(free),
    });
  }
}
