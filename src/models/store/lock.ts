import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { z } from 'zod';
import { TriMixError } from '../../engine/errors.ts';
import { fileSystemCode, onDisk } from '../files/onDisk.ts';
import { locksFolder } from './storeFolders.ts';

/** How often a lock shows that its owner lives, in milliseconds. */
const heartbeatMs = 5000;

/** A lock that showed no life for so long may be abandoned even though its owner's number is in use, in milliseconds. */
const suspiciousAfterMs = 60_000;

/** Two processes may take an abandoned lock over at once; after so long both see which of them has it, in milliseconds. */
const settleMs = 300;

const ownerSchema = z.object({
  id: z.string(),
  process: z.int().positive(),
  /** Inside the process; 0 for its main thread. */
  thread: z.int().nonnegative().default(0),
  host: z.string(),
});
type Owner = z.infer<typeof ownerSchema>;

/** What the holder of a lock works under. */
export interface HeldLock {
  /** Aborts when the work is cancelled, or the lock was lost to another process. */
  readonly signal: AbortSignal;
  /** To be called before the step that cannot be taken back. @throws TriMixError `store-lock-lost` */
  requireHeld(): Promise<void>;
}

/**
 * Does a job that no other process may do at the same time. The lock is a file that names its owner; the lock of a
 * process that is gone is taken over at once, one whose owner shows no life (its number given to another process, or
 * another machine on the same network drive) after a minute.
 *
 * @param name what the lock protects, for messages
 * @throws TriMixError `store-busy`, `store-lock-lost`, `store-not-writable`, and whatever the job throws
 */
export async function withLock<Result>(
  file: string,
  name: string,
  signal: AbortSignal,
  job: (lock: HeldLock) => Promise<Result>,
): Promise<Result> {
  const id = randomUUID();
  await onDisk(file, async () => {
    await mkdir(dirname(file), { recursive: true });
    await acquire(file, name, id);
  });
  const lost = new AbortController();
  const requireHeld = async (): Promise<void> => {
    if ((await readOwner(file))?.id === id) return;
    const error = new TriMixError('store-lock-lost', { name });
    lost.abort(error);
    throw error;
  };
  const heartbeat = setInterval(() => {
    requireHeld()
      .then(() => utimes(file, new Date(), new Date()))
      // Losing the lock has aborted the job; a heartbeat that fails otherwise is followed by the next.
      .catch(() => undefined);
  }, heartbeatMs);
  try {
    return await job({ signal: AbortSignal.any([signal, lost.signal]), requireHeld });
  } finally {
    clearInterval(heartbeat);
    if ((await readOwner(file))?.id === id) await rm(file, { force: true });
  }
}

/**
 * Takes away the locks of a thread of this process that ended in the middle of its work: the process lives, so nobody
 * else would take them over at once.
 *
 * @param thread the thread's `threadId`
 * @throws TriMixError `store-not-writable`
 */
export async function releaseLocksOfThread(store: string, thread: number): Promise<void> {
  const folder = locksFolder(store);
  await onDisk(folder, async () => {
    for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
      const file = join(folder, name);
      const owner = await readOwner(file);
      if (owner?.host === hostname() && owner.process === process.pid && owner.thread === thread)
        await rm(file, { force: true });
    }
  });
}

async function acquire(file: string, name: string, id: string): Promise<void> {
  const own = JSON.stringify({
    id,
    process: process.pid,
    thread: threadId,
    host: hostname(),
  } satisfies Owner);
  try {
    await writeFile(file, own, { flag: 'wx' });
    return;
  } catch (error) {
    if (fileSystemCode(error) !== 'EEXIST') throw error;
  }
  const owner = await readOwner(file);
  if (!(await isAbandoned(file, owner))) throw busy(name, owner);
  // Renaming replaces the old lock in one step: there is no moment without one.
  const claim = `${file}.${id}`;
  await writeFile(claim, own, { flag: 'wx' });
  await rename(claim, file);
  await sleep(settleMs);
  const winner = await readOwner(file);
  if (winner?.id !== id) throw busy(name, winner);
}

async function readOwner(file: string): Promise<Owner | null> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

async function isAbandoned(file: string, owner: Owner | null): Promise<boolean> {
  const isHere = owner?.host === hostname();
  if (owner !== null && isHere && !isAlive(owner.process)) return true;
  const seen = await heartbeatOf(file);
  if (seen === null || Date.now() - seen < suspiciousAfterMs) return false;
  // Clocks jump and machines sleep: only a heartbeat that fails to come while we watch counts.
  await sleep(heartbeatMs * 2);
  return (await heartbeatOf(file)) === seen;
}

async function heartbeatOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

function isAlive(process_: number): boolean {
  try {
    // Signal 0 is not sent; it only asks whether there is somebody to send it to.
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return fileSystemCode(error) === 'EPERM';
  }
}

function busy(name: string, owner: Owner | null): TriMixError {
  // Of one that is just starting nothing is known.
  return new TriMixError('store-busy', {
    name,
    ...(owner === null ? {} : { process: owner.process, host: owner.host }),
  });
}
