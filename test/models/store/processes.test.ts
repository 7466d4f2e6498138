import { describe, expect, it, vi } from 'vitest';
import { listStore } from '../../../src/models/store/installedCheckpoints.ts';
import { verifyCheckpoint } from '../../../src/models/store/verifyCheckpoint.ts';
import type { LocalHub } from '../hub/localHub.ts';
import { startHub } from '../hub/startHub.ts';
import { temporaryFolder } from '../support/folders.ts';
import { startCommand } from '../support/startCommand.ts';
import { publishPadded, repository, weights } from './publishedCheckpoints.ts';

/** Starts `trimix models install` as a process. */
function startInstalling(hub: LocalHub, store: string): ReturnType<typeof startCommand> {
  return startCommand([
    'models',
    'install',
    repository,
    '--store',
    store,
    '--endpoint',
    hub.endpoint,
    '--json',
  ]);
}

async function padded(): Promise<{ readonly hub: LocalHub; readonly store: string }> {
  const hub = await startHub();
  await publishPadded(hub, 500_000);
  return { hub, store: await temporaryFolder() };
}

async function partialBytes(store: string): Promise<number> {
  return (await listStore(store)).partial.reduce((sum, { bytes }) => sum + bytes, 0);
}

describe('a process that is killed in mid-download', () => {
  it('leaves nothing installed, and the next one goes on at once', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'stall', after: 1_200_000 });
    const { child, ended } = startInstalling(hub, store);
    await vi.waitFor(async () => expect(await partialBytes(store)).toBeGreaterThan(1_200_000), 30_000);
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    const { checkpoints, broken, partial } = await listStore(store);
    expect([checkpoints, broken, partial.map(({ name }) => name)]).toEqual([[], [], [repository]]);
    hub.requests.length = 0;
    const { code, out } = await startInstalling(hub, store).ended;
    expect(code).toBe(0);
    expect(hub.contentRequests(weights).at(-1)?.range).toBe('bytes=1200000-');
    const { directory } = JSON.parse(out) as { directory: string };
    const verdicts = await verifyCheckpoint(directory, new AbortController().signal);
    expect(verdicts.length).toBeGreaterThan(3);
    expect(verdicts.every(({ ok }) => ok)).toBe(true);
    expect((await listStore(store)).partial).toEqual([]);
  });

  it('several times, at any moment, never leaves something half', async () => {
    const { hub, store } = await padded();
    for (const delay of [150, 250, 350, 450, 550, 700]) {
      const { child, ended } = startInstalling(hub, store);
      const timer = setTimeout(() => child.kill('SIGKILL'), delay);
      await ended;
      clearTimeout(timer);
      const { checkpoints, broken } = await listStore(store);
      expect(broken).toEqual([]);
      for (const { directory } of checkpoints) {
        const verdicts = await verifyCheckpoint(directory, new AbortController().signal);
        expect(verdicts.every(({ ok }) => ok)).toBe(true);
      }
    }
    expect((await startInstalling(hub, store).ended).code).toBe(0);
  });
});

describe('two processes at once', () => {
  it('one installs, the other is told who does', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'stall', after: 500_000 });
    const first = startInstalling(hub, store);
    await vi.waitFor(async () => expect(await partialBytes(store)).toBeGreaterThan(500_000), 30_000);
    const second = await startInstalling(hub, store).ended;
    expect(second.code).toBe(1);
    expect(JSON.parse(second.out)).toMatchObject({ error: { code: 'store-busy' } });
    expect(second.err).toContain(`number ${first.child.pid ?? 0} on`);
    first.child.kill('SIGKILL');
    await first.ended;
  });

  it('started together, give one whole checkpoint', async () => {
    const { hub, store } = await padded();
    const results = await Promise.all(Array.from({ length: 3 }, () => startInstalling(hub, store).ended));
    // Whoever came late may have found it installed.
    expect(results.some(({ code }) => code === 0)).toBe(true);
    for (const { code, out } of results) {
      if (code !== 0) expect(JSON.parse(out)).toMatchObject({ error: { code: 'store-busy' } });
    }
    const { checkpoints } = await listStore(store);
    expect(checkpoints).toHaveLength(1);
    const verdicts = await verifyCheckpoint(checkpoints[0]!.directory, new AbortController().signal);
    expect(verdicts.every(({ ok }) => ok)).toBe(true);
  });
});
