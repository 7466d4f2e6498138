import { spawnSync } from 'node:child_process';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { releaseLocksOfThread, withLock } from '../../../src/models/store/lock.ts';
import { exists } from '../../../src/models/store/installedCheckpoints.ts';
import { foreseen } from '../support/errors.ts';
import { temporaryFolder } from '../support/folders.ts';

const never = new AbortController().signal;

async function lockFile(): Promise<string> {
  return join(await temporaryFolder(), 'locks', 'some.lock');
}

/** A lock file as another process would have left it. */
async function leave(file: string, owner: unknown, ageMs = 0): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof owner === 'string' ? owner : JSON.stringify(owner));
  const time = new Date(Date.now() - ageMs);
  await utimes(file, time, time);
}

/** The number of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

describe('the lock', () => {
  it('is there during the job and gone after it, also when it fails', async () => {
    const file = await lockFile();
    const seen = await withLock(file, 'x', never, () => readFile(file, 'utf8'));
    expect(JSON.parse(seen)).toMatchObject({ process: process.pid, host: hostname() });
    expect(await exists(file)).toBe(false);
    await expect(withLock(file, 'x', never, () => Promise.reject(new Error('job')))).rejects.toThrow('job');
    expect(await exists(file)).toBe(false);
  });

  it('keeps others out, and names its owner to them', async () => {
    const file = await lockFile();
    await withLock(file, 'the model', never, async () => {
      const error = await foreseen(
        'store-busy',
        withLock(file, 'the model', never, () => Promise.resolve()),
      );
      expect(error.message).toContain(`number ${process.pid} on ${hostname()}`);
    });
  });

  it('of a process that is gone is taken over at once', async () => {
    const file = await lockFile();
    await leave(file, { id: 'old', process: deadProcess(), host: hostname() });
    expect(await withLock(file, 'x', never, () => Promise.resolve('done'))).toBe('done');
  });

  it('of a thread that ended is released, and no other one is', async () => {
    const store = await temporaryFolder();
    const here = { process: process.pid, host: hostname() };
    const owners = {
      'dead.lock': { id: 'a', thread: 7, ...here },
      'trios/dead.lock': { id: 'b', thread: 7, ...here },
      'main.lock': { id: 'c', ...here },
      'other.lock': { id: 'd', thread: 8, ...here },
      'process.lock': { id: 'e', thread: 7, process: process.pid + 1, host: hostname() },
      'host.lock': { id: 'f', thread: 7, process: process.pid, host: 'elsewhere' },
      'garbage.lock': 'garbage',
    };
    const file = (name: string): string => join(store, 'locks', name);
    for (const [name, owner] of Object.entries(owners)) await leave(file(name), owner);
    await releaseLocksOfThread(store, 7);
    const left = await Promise.all(
      Object.keys(owners).map(async (name) => ((await exists(file(name))) ? [name] : [])),
    );
    expect(left.flat()).toEqual(['main.lock', 'other.lock', 'process.lock', 'host.lock', 'garbage.lock']);
    // A store that nobody has used yet has no locks.
    await releaseLocksOfThread(join(store, 'nowhere'), 7);
  });

  it('of a process that is gone goes to one of many', async () => {
    const file = await lockFile();
    await leave(file, { id: 'old', process: deadProcess(), host: hostname() });
    let inside = 0;
    let most = 0;
    const job = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await sleep(800);
      inside--;
    };
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => withLock(file, 'x', never, job)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(most).toBe(1);
  });

  it('of a living process on this machine is respected, and one on another machine', async () => {
    for (const owner of [
      { id: 'o', process: process.pid, host: hostname() },
      { id: 'o', process: 1, host: 'another.example.org' },
    ]) {
      const file = await lockFile();
      await leave(file, owner);
      await foreseen(
        'store-busy',
        withLock(file, 'x', never, () => Promise.resolve()),
      );
    }
  });

  it('that has just been made and has no owner in it yet is respected', async () => {
    const file = await lockFile();
    await leave(file, '');
    await foreseen(
      'store-busy',
      withLock(file, 'x', never, () => Promise.resolve()),
    );
  });

  it('that shows no life for long is watched, and then taken over', async () => {
    const file = await lockFile();
    // This process lives, but it is not the one that made the lock: the system gave its number away again.
    await leave(file, { id: 'o', process: process.pid, host: hostname() }, 3_600_000);
    expect(await withLock(file, 'x', never, () => Promise.resolve('done'))).toBe('done');
  });

  it('that is lost stops the job before the step that cannot be taken back', async () => {
    const file = await lockFile();
    const job = withLock(file, 'x', never, async (lock) => {
      await leave(file, { id: 'thief', process: process.pid, host: hostname() });
      await lock.requireHeld();
    });
    await foreseen('store-lock-lost', job);
    // The thief keeps it.
    expect(await readFile(file, 'utf8')).toContain('thief');
  });

  it('that is lost aborts a job that only waits', async () => {
    const file = await lockFile();
    const job = withLock(file, 'x', never, async (lock) => {
      await leave(file, { id: 'thief', process: process.pid, host: hostname() });
      await new Promise<void>((resolve) => lock.signal.addEventListener('abort', () => resolve()));
      lock.signal.throwIfAborted();
    });
    await foreseen('store-lock-lost', job);
  });
});
