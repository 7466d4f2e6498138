import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onDisk } from '../files/onDisk.ts';
import type { RemoteFile } from '../hub/listRevision.ts';

/** A file is called by its content until it is checked: another version's half is never taken for its own. */
export function partialName({ path, digest }: RemoteFile): string {
  return `${path}.${digest.value.slice(0, 16)}.partial`;
}

/**
 * Downloads under the partial name, and gives the file its own when it is checked.
 *
 * @param work downloads into the path it is given. @returns the sha256
 * @throws TriMixError `store-not-writable`, `disk-full`, and whatever `work` throws
 */
export async function fetchInto(
  directory: string,
  file: RemoteFile,
  work: (path: string) => Promise<string>,
): Promise<string> {
  const partial = join(directory, partialName(file));
  const target = join(directory, file.path);
  // A file that was whole before an interruption is read again, not trusted.
  await onDisk(target, () => rename(target, partial).catch(() => undefined));
  const sha256 = await work(partial);
  await onDisk(target, () => rename(partial, target));
  return sha256;
}

/**
 * Removes what another version or an older program left in a download's folder, and counts the bytes of what can be
 * used.
 *
 * @throws TriMixError `store-not-writable`
 */
export async function keepUsable(directory: string, files: readonly RemoteFile[]): Promise<number> {
  const usable = new Map(
    files.flatMap((file) => [[file.path, file] as const, [partialName(file), file] as const]),
  );
  return onDisk(directory, async () => {
    let bytes = 0;
    for (const name of await readdir(directory)) {
      const path = join(directory, name);
      const found = await lstat(path);
      const file = usable.get(name);
      if (file !== undefined && found.isFile() && found.size <= file.bytes) bytes += found.size;
      else await rm(path, { recursive: true });
    }
    return bytes;
  });
}

/** Bytes of files that are there, whole or in part; nothing is changed. */
export async function bytesThere(directory: string, files: readonly RemoteFile[]): Promise<number> {
  let bytes = 0;
  for (const file of files) {
    for (const name of [file.path, partialName(file)]) {
      const size = await lstat(join(directory, name)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0,
      );
      if (size <= file.bytes) bytes += size;
    }
  }
  return bytes;
}
