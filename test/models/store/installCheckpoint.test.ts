import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convertModel } from '../../../src/models/convert/convertModel.ts';
import type { DownloadOffer } from '../../../src/models/store/installCheckpoint.ts';
import { listStore } from '../../../src/models/store/installedCheckpoints.ts';
import type { TransferProgress } from '../../../src/models/store/transferMeter.ts';
import { goodToken } from '../hub/localHub.ts';
import { startHub } from '../hub/startHub.ts';
import { foreseen } from '../support/errors.ts';
import { fixtures, temporaryFolder } from '../support/folders.ts';
import { install } from './installing.ts';
import { publishPadded, publishSharded, repository, weights } from './publishedCheckpoints.ts';

const shards = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];

describe('installing a checkpoint', () => {
  it('brings the files a conversion needs, and a note of where they came from', async () => {
    const hub = await startHub();
    const commit = await publishSharded(hub);
    const store = await temporaryFolder();
    const { checkpoint, isNew } = await install(hub, store);
    expect(isNew).toBe(true);
    const taken = [
      'config.json',
      'generation_config.json',
      'tokenizer.json',
      'model.safetensors.index.json',
      ...shards,
    ];
    expect((await readdir(checkpoint.directory)).sort()).toEqual([...taken, 'trimix-checkpoint.json'].sort());
    for (const name of taken) {
      const published = await readFile(join(fixtures, 'untied-sharded', name));
      expect(published.equals(await readFile(join(checkpoint.directory, name))), name).toBe(true);
    }
    expect(checkpoint.manifest).toMatchObject({
      name: repository,
      source: { kind: 'hub', endpoint: hub.endpoint, repository, revision: 'main', commit },
      licence: { id: 'apache-2.0', name: null, url: null },
    });
    const { checkpoints, partial, broken } = await listStore(store);
    expect(checkpoints.map(({ name }) => name)).toEqual([repository]);
    expect([partial, broken]).toEqual([[], []]);
  });

  it('gives a folder that can be converted', async () => {
    const hub = await startHub();
    await publishSharded(hub);
    const store = await temporaryFolder();
    const { checkpoint } = await install(hub, store);
    const manifest = await convertModel({
      source: checkpoint.directory,
      out: join(store, 'converted'),
      precision: 'fp32',
      provenance: { repository, revision: 'main', licence: 'apache-2.0' },
    });
    expect(manifest.architecture).toBe('qwen2');
  });

  it('downloads nothing when that commit is there, and the new one when the branch has moved', async () => {
    const hub = await startHub();
    await publishPadded(hub, 100, 1);
    const store = await temporaryFolder();
    const first = await install(hub, store);
    const requests = hub.contentRequests(weights).length;
    expect((await install(hub, store)).isNew).toBe(false);
    expect(hub.contentRequests(weights)).toHaveLength(requests);
    const commit = await publishPadded(hub, 100, 2);
    const second = await install(hub, store);
    expect([second.isNew, second.checkpoint.manifest.source]).toEqual([
      true,
      expect.objectContaining({ commit }),
    ]);
    expect(second.checkpoint.directory).toBe(first.checkpoint.directory);
    expect((await listStore(store)).checkpoints).toHaveLength(1);
  });

  it('takes a commit as its revision', async () => {
    const hub = await startHub();
    const old = await publishPadded(hub, 100, 1);
    await publishPadded(hub, 100, 2);
    const { checkpoint } = await install(hub, await temporaryFolder(), { revision: old });
    expect(checkpoint.manifest.source).toMatchObject({ revision: old, commit: old });
  });

  it('reads a listing of many pages', async () => {
    const hub = await startHub();
    hub.pageSize = 2;
    await publishSharded(hub);
    expect((await install(hub, await temporaryFolder())).checkpoint.manifest.files).toHaveLength(6);
    expect(hub.requests.filter(({ path }) => path.includes('/tree/')).length).toBeGreaterThan(3);
  });

  it('shows the licence before the first byte, and downloads nothing without a yes', async () => {
    const hub = await startHub();
    await publishSharded(hub);
    const store = await temporaryFolder();
    const offers: DownloadOffer[] = [];
    const agree = (offer: DownloadOffer): Promise<boolean> => {
      offers.push(offer);
      return Promise.resolve(false);
    };
    await foreseen('licence-declined', install(hub, store, { agree }));
    expect(offers).toMatchObject([{ repository, licence: { id: 'apache-2.0' } }]);
    expect(offers[0]?.bytes).toBeGreaterThan(90_000);
    expect(hub.requests.some(({ path }) => path.includes('/resolve/'))).toBe(false);
    expect((await listStore(store)).partial).toEqual([]);
  });

  it('tells how far it is, from the first byte to the last', async () => {
    const hub = await startHub();
    await publishPadded(hub, 500_000);
    const seen: TransferProgress[] = [];
    const { checkpoint } = await install(hub, await temporaryFolder(), {
      onProgress: (report) => seen.push(report),
    });
    const total = checkpoint.manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(seen.at(-1)).toMatchObject({ stage: 'downloading', done: total, total });
    expect(seen.every(({ done }, index) => done >= (seen[index - 1]?.done ?? 0))).toBe(true);
  });

  it('sends the token to the hub alone, and stores it nowhere', async () => {
    const hub = await startHub();
    await publishSharded(hub, { gated: true });
    const store = await temporaryFolder();
    const { checkpoint } = await install(hub, store, { token: goodToken });
    const [atHub, atStorage] = ['hub', 'storage'].map((host) =>
      hub.requests.filter((seen) => seen.host === host),
    );
    expect(atHub!.every(({ authorization }) => authorization === `Bearer ${goodToken}`)).toBe(true);
    expect(atStorage!.length).toBeGreaterThan(0);
    expect(atStorage!.every(({ authorization }) => authorization === undefined)).toBe(true);
    for (const name of await readdir(checkpoint.directory)) {
      expect((await readFile(join(checkpoint.directory, name))).includes(goodToken), name).toBe(false);
    }
  });

  it('takes a token that the hub’s own library would not know', async () => {
    const hub = await startHub();
    await publishSharded(hub);
    await install(hub, await temporaryFolder(), { token: 'mirror-token' });
    await foreseen('hub-token-invalid', install(hub, await temporaryFolder(), { token: 'two\nlines' }));
  });

  it('removes what an older version left in the unfinished folder', async () => {
    const hub = await startHub();
    await publishSharded(hub);
    const store = await temporaryFolder();
    hub.inject('config.json', { kind: 'status', status: 404 });
    await foreseen('hub-not-found', install(hub, store));
    await writeFile(join(store, 'partial', 'owner--tiny-model', 'left-over.bin'), 'x');
    const { checkpoint } = await install(hub, store);
    expect(await readdir(checkpoint.directory)).not.toContain('left-over.bin');
  });
});
