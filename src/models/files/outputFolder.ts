import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';

/**
 * Fills a folder and only then gives it its name, so that nothing half-written is ever found under it.
 * The work happens in a hidden folder beside it, which is removed when `fill` fails.
 *
 * @param path the folder to make: it must not exist, or be an empty folder (no symbolic link)
 * @throws TriMixError `output-exists`, `output-not-written`, and whatever `fill` throws
 */
export async function writeFolder<Result>(
  path: string,
  fill: (directory: string) => Promise<Result>,
): Promise<Result> {
  const target = resolve(path);
  await refuseOccupied(target);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.partial`);
  try {
    await writing(target, () => mkdir(temporary, { recursive: true }));
    const result = await fill(temporary);
    await moveFolder(temporary, target);
    return result;
  } catch (error) {
    // Tidying up may fail for the same cause; that cause is what the caller must hear of.
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Gives a finished folder its name.
 *
 * @throws TriMixError `output-exists`, `output-not-written`
 */
export async function moveFolder(finished: string, target: string): Promise<void> {
  await refuseOccupied(target);
  await writing(target, async () => {
    // POSIX would replace an empty folder by itself; Windows would not.
    await rmdir(target).catch(ignoreMissing);
    await rename(finished, target);
  });
}

/** Writes one small file of a folder in the making. */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  await writing(path, () => writeFile(path, content, { flag: 'wx' }));
}

/** Runs an action that writes, and turns a refusal of the file system into `output-not-written`. */
export async function writing<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TriMixError('output-not-written', { path, reason }, error);
  }
}

/** @throws TriMixError `output-exists` when there is anything but an empty folder */
export async function refuseOccupied(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return;
  const isEmptyFolder = found.isDirectory() && (await readdir(path)).length === 0;
  if (!isEmptyFolder) throw new TriMixError('output-exists', { path });
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
