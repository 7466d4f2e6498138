import { appendFile, mkdir, readFile, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { importCheckpoint } from '../../../src/models/store/importCheckpoint.ts';
import {
  findCheckpoint,
  listStore,
  type InstalledCheckpoint,
} from '../../../src/models/store/installedCheckpoints.ts';
import { removeCheckpoint } from '../../../src/models/store/removeCheckpoint.ts';
import { checkpointManifestFile } from '../../../src/models/store/checkpointManifest.ts';
import { defaultStore } from '../../../src/models/store/storeFolders.ts';
import { verifyCheckpoint } from '../../../src/models/store/verifyCheckpoint.ts';
import { copyOfCheckpoint } from '../support/checkpoints.ts';
import { foreseen } from '../support/errors.ts';
import { fixtures, temporaryFolder } from '../support/folders.ts';

const { signal } = new AbortController();

async function importTiny(
  store: string,
  directory = join(fixtures, 'tied'),
  name = 'tiny',
): Promise<InstalledCheckpoint> {
  return importCheckpoint({ store, directory, name, signal });
}

describe('importing a folder', () => {
  it('copies what a conversion needs and leaves the folder as it is, without the network', async () => {
    const network = vi.spyOn(globalThis, 'fetch');
    const store = await temporaryFolder();
    const { directory, manifest } = await importTiny(store);
    const taken = ['config.json', 'generation_config.json', 'model.safetensors', 'tokenizer.json'];
    expect((await readdir(directory)).sort()).toEqual([...taken, checkpointManifestFile].sort());
    for (const name of taken) {
      const source = await readFile(join(fixtures, 'tied', name));
      expect(source.equals(await readFile(join(directory, name))), name).toBe(true);
    }
    expect(manifest.source).toEqual({ kind: 'folder', path: join(fixtures, 'tied') });
    expect(network).not.toHaveBeenCalled();
    network.mockRestore();
  });

  it('follows links to files, as the cache of the hub’s own tools has them', async () => {
    const folder = await temporaryFolder();
    for (const name of await readdir(join(fixtures, 'tied'))) {
      await symlink(join(fixtures, 'tied', name), join(folder, name));
    }
    const { manifest } = await importTiny(await temporaryFolder(), folder, 'owner/linked');
    expect(manifest.files.length).toBe(4);
  });

  it('refuses a second one of the same name', async () => {
    const store = await temporaryFolder();
    await importTiny(store);
    await foreseen('checkpoint-installed-already', importTiny(store));
  });

  it.each(['', '..', '.', 'a/b/c', 'a--b', '../x', 'a\\b', 'x'.repeat(97), 'nul\0'])(
    'refuses the name «%s»',
    async (name) => {
      const store = await temporaryFolder();
      await foreseen('checkpoint-name-invalid', importTiny(store, undefined, name));
      expect(await readdir(store)).toEqual([]);
    },
  );

  it('leaves nothing behind when the folder is no whole checkpoint', async () => {
    const store = await temporaryFolder();
    const folder = await copyOfCheckpoint('untied-sharded');
    await rm(join(folder, 'model-00002-of-00002.safetensors'));
    await foreseen('checkpoint-incomplete', importTiny(store, folder));
    await truncate(join(folder, 'model-00001-of-00002.safetensors'), 100);
    await writeFile(join(folder, 'model-00002-of-00002.safetensors'), 'x');
    await foreseen('model-file-damaged', importTiny(store, folder));
    await foreseen('model-file-missing', importTiny(store, join(folder, 'none')));
    expect(await listStore(store)).toEqual({ checkpoints: [], broken: [], partial: [] });
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const store = await temporaryFolder();
    const stop = new AbortController();
    const running = importCheckpoint({
      store,
      directory: join(fixtures, 'tied'),
      name: 'tiny',
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await foreseen('cancelled', running);
    expect(await listStore(store)).toEqual({ checkpoints: [], broken: [], partial: [] });
  });
});

describe('an installed checkpoint', () => {
  it('is verified byte by byte', async () => {
    const { directory } = await importTiny(await temporaryFolder());
    expect((await verifyCheckpoint(directory, signal)).map(({ ok }) => ok)).toEqual([true, true, true, true]);
    const bytes = await readFile(join(directory, 'model.safetensors'));
    bytes[5000] = bytes[5000]! ^ 1;
    await writeFile(join(directory, 'model.safetensors'), bytes);
    await rm(join(directory, 'tokenizer.json'));
    const wrong = (await verifyCheckpoint(directory, signal)).filter(({ ok }) => !ok);
    expect(wrong.map(({ file }) => file)).toEqual([
      expect.stringContaining('tokenizer.json') as string,
      expect.stringContaining('model.safetensors') as string,
    ]);
    await foreseen('cancelled', verifyCheckpoint(directory, AbortSignal.abort()));
  });

  it('whose files have another length, or whose description is none, is listed as broken', async () => {
    const store = await temporaryFolder();
    const first = await importTiny(store, undefined, 'first');
    const second = await importTiny(store, undefined, 'second');
    await importTiny(store, undefined, 'third');
    await appendFile(join(first.directory, 'config.json'), ' ');
    await writeFile(join(second.directory, checkpointManifestFile), '{"format":1');
    await mkdir(join(store, 'checkpoints', 'empty'));
    const { checkpoints, broken } = await listStore(store);
    expect(checkpoints.map(({ name }) => name)).toEqual(['third']);
    expect(broken.map(({ reason }) => reason)).toHaveLength(3);
    await foreseen('model-file-damaged', findCheckpoint(store, 'first'));
    expect((await verifyCheckpoint(second.directory, signal)).map(({ ok }) => ok)).toEqual([false]);
  });

  it('is not taken from a description whose names climb out of the folder', async () => {
    const { directory, manifest } = await importTiny(await temporaryFolder());
    const files = [{ path: '../../escape', bytes: 1, sha256: '0'.repeat(64) }];
    await writeFile(join(directory, checkpointManifestFile), JSON.stringify({ ...manifest, files }));
    const [verdict] = await verifyCheckpoint(directory, signal);
    expect(verdict).toMatchObject({ ok: false, finding: expect.stringMatching(/plain file name/) as string });
  });

  it('whose removal was interrupted is not listed as installed, and can be removed', async () => {
    const store = await temporaryFolder();
    const { directory } = await importTiny(store);
    await rm(join(directory, checkpointManifestFile));
    const { checkpoints, broken } = await listStore(store);
    expect([checkpoints, broken]).toEqual([[], [expect.objectContaining({ directory })]]);
    await removeCheckpoint(store, 'tiny', signal);
    expect(await listStore(store)).toEqual({ checkpoints: [], broken: [], partial: [] });
  });

  it('is listed among files that the operating system left', async () => {
    const store = await temporaryFolder();
    await importTiny(store);
    await mkdir(join(store, 'partial'), { recursive: true });
    for (const folder of ['checkpoints', 'partial']) await writeFile(join(store, folder, '.DS_Store'), 'x');
    expect(await listStore(store)).toMatchObject({
      checkpoints: [{ name: 'tiny' }],
      broken: [],
      partial: [],
    });
  });

  it('is removed with all that belongs to it', async () => {
    const store = await temporaryFolder();
    const { bytes } = await importTiny(store, undefined, 'owner/tiny');
    expect(await removeCheckpoint(store, 'owner/tiny', signal)).toBeGreaterThan(bytes);
    expect(await listStore(store)).toEqual({ checkpoints: [], broken: [], partial: [] });
    expect(await readdir(join(store, 'checkpoints'))).toEqual([]);
    await foreseen('checkpoint-not-installed', removeCheckpoint(store, 'owner/tiny', signal));
    await foreseen('checkpoint-name-invalid', removeCheckpoint(store, '../..', signal));
  });
});

describe('the default store', () => {
  it.each<readonly [NodeJS.Platform, Record<string, string>, RegExp]>([
    ['linux', {}, /\.local\/share\/trimix$/],
    ['linux', { XDG_DATA_HOME: '/data' }, /^\/data\/trimix$/],
    ['linux', { TRIMIX_STORE: '', XDG_DATA_HOME: '' }, /^\/.*\/\.local\/share\/trimix$/],
    ['darwin', {}, /Library\/Application Support\/TriMix$/],
    ['win32', { LOCALAPPDATA: '/local' }, /^\/local\/TriMix$/],
    ['linux', { TRIMIX_STORE: '/chosen', XDG_DATA_HOME: '/data' }, /^\/chosen$/],
  ])('on %s with %o', (platform, environment, expected) => {
    expect(defaultStore(environment, platform)).toMatch(expected);
  });
});
