import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A lock whose owner cannot be read is taken over after this age: its writer died between creating and filling it. */
const unreadableAfterMs = 10_000;

/**
 * Runs a job while holding a lock file that names this process, so that two runs do not do the same work at once.
 * A lock left by a process that is gone is taken over.
 *
 * @param waiting called once when another process holds the lock.
 */
export async function withLock<T>(file: string, waiting: () => void, job: () => Promise<T>): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  let said = false;
  while (!(await tryCreate(file))) {
    if (await isAbandoned(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (!said) waiting();
    said = true;
    await sleep(500);
  }
  try {
    return await job();
  } finally {
    await rm(file, { force: true });
  }
}

async function tryCreate(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    const owner = Number(await readFile(file, 'utf8'));
    if (Number.isInteger(owner) && owner > 0) return !isAlive(owner);
    return Date.now() - (await stat(file)).mtimeMs > unreadableAfterMs;
  } catch (error) {
    // Released between our attempt and this look.
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** True while a process, or with a negative number a process group, exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
