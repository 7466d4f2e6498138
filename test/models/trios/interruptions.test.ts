import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { discardTrio, listTrios, verifyTrio, type InstallProgress } from '../../../src/models/index.ts';
import type { LocalHub } from '../hub/localHub.ts';
import { fastRetry } from '../store/installing.ts';
import { foreseen } from '../support/errors.ts';
import { randomNumbers } from '../support/randomNumbers.ts';
import { smallDisk } from '../support/smallDisk.ts';
import { startCommand } from '../support/startCommand.ts';
import { shards } from './demoCheckpoints.ts';
import { demoCheckpoints, hubAndStore, install, offer, tibetan, uyghur } from './installing.ts';
import { expectWrites } from './writes.ts';

const checkpoints = demoCheckpoints(['bo', 'ug'], 'small-base');
const signal = new AbortController().signal;
const mebibyte = 1024 * 1024;

/** What is listed as installed is whole; nothing is broken. @returns how many are installed */
async function expectSound(store: string): Promise<number> {
  const { trios, broken } = await listTrios(store);
  expect(broken).toEqual([]);
  for (const { directory } of trios) {
    expect((await verifyTrio(directory, { signal })).filter(({ ok }) => !ok)).toEqual([]);
  }
  return trios.length;
}

function startInstalling(hub: LocalHub, store: string, trio = tibetan): ReturnType<typeof startCommand> {
  const where = ['--store', store, '--endpoint', hub.endpoint];
  return startCommand(['models', 'install', trio, ...where, '--json']);
}

/** Weights that a hub was asked for. */
function broughtWeights(hub: LocalHub): readonly string[] {
  return hub.requests
    .filter(({ host, path }) => host === 'storage' && path.endsWith('.safetensors'))
    .map(({ path, range }) => `${path} ${range ?? 'whole'}`);
}

async function names(directory: string): Promise<readonly string[]> {
  return readdir(directory, { recursive: true }).catch(() => []);
}

describe('an installation that is cancelled', () => {
  it.each(['downloading', 'converting'] as const)(
    'while %s keeps what there is, and goes on from there',
    async (stage) => {
      const { hub, store } = await hubAndStore(checkpoints());
      const controller = new AbortController();
      const onProgress = (progress: InstallProgress): void => {
        if (progress.step === 2 && progress.stage === stage) controller.abort();
      };
      await foreseen('cancelled', install(hub, store, tibetan, { onProgress, signal: controller.signal }));
      expect(await expectSound(store)).toBe(0);
      expect((await listTrios(store)).unfinished).toMatchObject([{ trio: tibetan, precision: 'int4' }]);
      hub.requests.length = 0;
      await expectWrites(await install(hub, store), 'bo');
      expect(broughtWeights(hub).some((path) => path.includes('7B-Instruct'))).toBe(false);
      expect(await readdir(join(store, 'work'))).toEqual([]);
    },
  );

  it('can be thrown away', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const controller = new AbortController();
    const onProgress = ({ step }: InstallProgress): void => {
      if (step === 2) controller.abort();
    };
    await foreseen('cancelled', install(hub, store, tibetan, { onProgress, signal: controller.signal }));
    await discardTrio({ store, trio: tibetan, precision: 'int4' });
    expect(await listTrios(store)).toEqual({ trios: [], unfinished: [], broken: [] });
    expect(await readdir(join(store, 'work'))).toEqual([]);
    await discardTrio({ store, trio: tibetan, precision: 'int4' });
  });
});

describe('a process that is killed', () => {
  it('in mid-download leaves nothing installed, and the next one goes on at once', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const { checkpoints: offered } = await offer(hub, store);
    const { repository, commit } = offered[1]!;
    hub.inject(`${repository}/resolve/${commit}/${shards[1]}`, { kind: 'stall', after: 1_000_000 });
    const { child, ended } = startInstalling(hub, store);
    const isWaiting = async (): Promise<boolean> =>
      (await names(store)).some((name) => name.includes('small-base.work') && name.endsWith('.partial'));
    await vi.waitFor(async () => expect(hub.isFaultless && (await isWaiting())).toBe(true), 60_000);
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    expect(await expectSound(store)).toBe(0);
    hub.requests.length = 0;
    const { code, out } = await startInstalling(hub, store).ended;
    expect(code, out).toBe(0);
    // One shard in parts, and what comes after it.
    expect(broughtWeights(hub)[0]).toMatch(/Qwen2\.5-1\.5B\/.*00002-of-00002\.safetensors bytes=\d+-$/);
    expect(broughtWeights(hub)).toHaveLength(3);
    await expectWrites(JSON.parse(out) as { directory: string }, 'bo');
  });

  it('in mid-conversion goes on without downloading the shards again', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const { child, ended } = startInstalling(hub, store);
    const folder = join(store, 'work', `${tibetan}-int4`);
    await vi.waitFor(
      async () => expect(await names(folder)).toContain(join('small-base.work', 'conversion', 'journal')),
      { timeout: 60_000, interval: 5 },
    );
    child.kill('SIGKILL');
    await ended;
    expect(await expectSound(store)).toBe(0);
    hub.requests.length = 0;
    expect((await startInstalling(hub, store).ended).code).toBe(0);
    const again = broughtWeights(hub);
    expect(again.some((path) => path.includes('7B-Instruct'))).toBe(false);
    expect(again.some((path) => path.includes('Qwen2.5-1.5B/') && path.includes(shards[0]))).toBe(false);
    expect(await expectSound(store)).toBe(1);
  });

  it('at any moment, again and again, never leaves something half', async () => {
    const { hub, store } = await hubAndStore(checkpoints(), tibetan, uyghur);
    const random = randomNumbers(3);
    for (let run = 0; run < 10; run++) {
      const { child, ended } = startInstalling(hub, store, run % 2 === 0 ? tibetan : uyghur);
      const timer = setTimeout(() => child.kill('SIGKILL'), 400 + random() * 2500);
      await ended;
      clearTimeout(timer);
      await expectSound(store);
    }
    for (const trio of [tibetan, uyghur]) {
      const { code, err } = await startInstalling(hub, store, trio).ended;
      expect(code, err).toBe(0);
    }
    const { trios, unfinished } = await listTrios(store);
    expect([trios.length, unfinished]).toEqual([1, []]);
    await expectWrites(trios[0]!, 'bo');
    await expectWrites(trios[0]!, 'ug');
  });
});

describe('processes at once', () => {
  it('on the same trio, give one whole trio; who comes late is told, or finds it there', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const results = await Promise.all(Array.from({ length: 3 }, () => startInstalling(hub, store).ended));
    expect(results.some(({ code }) => code === 0)).toBe(true);
    for (const { code, out } of results) {
      if (code !== 0) expect(JSON.parse(out)).toMatchObject({ error: { code: 'store-busy' } });
    }
    expect(await expectSound(store)).toBe(1);
  });

  it('on two languages of one family: the second is told to wait, and takes what the first has made', async () => {
    const { hub, store } = await hubAndStore(checkpoints(), tibetan, uyghur);
    const { checkpoints: offered } = await offer(hub, store);
    const { repository, commit } = offered[2]!;
    hub.inject(`${repository}/resolve/${commit}/${shards[0]}`, { kind: 'stall', after: 100_000 });
    const first = startInstalling(hub, store);
    await vi.waitFor(() => expect(hub.isFaultless).toBe(true), 60_000);
    await foreseen('store-busy', install(hub, store, uyghur));
    first.child.kill('SIGKILL');
    await first.ended;
    hub.requests.length = 0;
    const trio = await install(hub, store, uyghur);
    expect(trio.manifest.sources.smallCpt).toEqual({ ug: 'small-cpt-ug' });
    expect(broughtWeights(hub).every((path) => path.includes('ug-cpt'))).toBe(true);
    await expectWrites(trio, 'ug');
    expect((await install(hub, store)).name).toBe(trio.name);
    await expectWrites(trio, 'bo');
  });
});

describe('a disk', () => {
  it('that becomes full keeps what is there; when there is room, it goes on', async (context) => {
    const disk = await smallDisk(110);
    if (disk === null) return context.skip('only root may mount a file system');
    const { hub } = await hubAndStore(checkpoints());
    const agreed = await offer(hub, disk);
    const { repository, commit } = agreed.checkpoints[1]!;
    hub.inject(`${repository}/resolve/${commit}/${shards[1]}`, { kind: 'stall', after: 500_000 });
    const retry = { ...fastRetry, stallMs: 4000 };
    const failed = foreseen('disk-full', install(hub, disk, tibetan, { offer: agreed, retry }));
    await vi.waitFor(() => expect(hub.isFaultless).toBe(true), 60_000);
    const other = join(disk, 'other');
    await writeFile(other, Buffer.alloc(110 * mebibyte)).catch(() => undefined);
    await failed;
    expect(await expectSound(disk)).toBe(0);
    await rm(other);
    hub.requests.length = 0;
    await install(hub, disk);
    expect(broughtWeights(hub).some((path) => path.includes('7B-Instruct'))).toBe(false);
    expect(await expectSound(disk)).toBe(1);
  });

  it('that has too little room is not written to', async (context) => {
    const disk = await smallDisk(70);
    if (disk === null) return context.skip('only root may mount a file system');
    const { hub } = await hubAndStore(checkpoints());
    const { details } = await foreseen('disk-space-short', install(hub, disk));
    expect(details['needed']).toMatch(/^(7[3-9]|[89]\d|\d{3})(\.\d)? MB$/u);
    expect(hub.requests.some(({ path }) => path.includes('/resolve/'))).toBe(false);
    expect(await expectSound(disk)).toBe(0);
  });
});
