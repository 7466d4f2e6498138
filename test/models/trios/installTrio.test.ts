import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listTrios, verifyTrio, type InstallProgress } from '../../../src/models/index.ts';
import { modelOriginSchema } from '../../../src/models/trios/modelOrigin.ts';
import { treeBytes } from '../../../src/models/trios/treeBytes.ts';
import { goodToken } from '../hub/localHub.ts';
import { foreseen } from '../support/errors.ts';
import { catalogueTrio, shards } from './demoCheckpoints.ts';
import {
  demoCheckpoints,
  hubAndStore,
  install,
  largerTibetan,
  offer,
  tibetan,
  uyghur,
} from './installing.ts';
import { expectWrites } from './writes.ts';

const checkpoints = demoCheckpoints(['bo', 'ug'], 'small-base');
const signal = new AbortController().signal;

describe('an offer', () => {
  it('names what has to be downloaded, under which licences, and changes nothing', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const made = await offer(hub, store);
    expect(made).toMatchObject({
      trio: tibetan,
      precision: 'int4',
      checkpoints: [
        {
          repository: 'Qwen/Qwen2.5-7B-Instruct',
          licence: { name: 'Apache License 2.0' },
          commercialUse: true,
        },
        { repository: 'Qwen/Qwen2.5-1.5B' },
        { repository: 'pkupie/Qwen2.5-1.5B-bo-cpt' },
      ],
    });
    const published = await Promise.all(
      ['large-ins', 'small-base', 'small-cpt-bo'].map(async (model) => {
        const folder = checkpoints().folder(model);
        const sizes = await Promise.all(
          (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
        );
        return sizes.reduce((sum, size) => sum + size, 0);
      }),
    );
    expect(made.checkpoints.map(({ downloadBytes }) => downloadBytes)).toEqual(published);
    expect(made.downloadBytes).toBe(published.reduce((sum, bytes) => sum + bytes, 0));
    // One shard at a time: less than the download and the models together, more than the models.
    expect(made.peakDiskBytes).toBeGreaterThan(made.diskBytes);
    expect(made.peakDiskBytes).toBeLessThan(made.diskBytes + published[0]!);
    expect(await readdir(store)).toEqual([]);
    expect(hub.requests.some(({ path }) => path.includes('/resolve/'))).toBe(false);
  });

  it('says so where the repository’s page names another licence than the catalogue', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const { smallCpt } = await catalogueTrio(tibetan);
    await hub.publish(smallCpt.repository, checkpoints().folder('small-cpt-bo'), {
      cardData: { license: 'cc-by-nc-4.0' },
    });
    const cpt = (await offer(hub, store)).checkpoints[2];
    expect(cpt?.commercialUse).toBeNull();
    expect(cpt?.licence.name).toMatch(/Apache License 2\.0.*cc-by-nc-4\.0/);
  });
});

describe('installing a trio of the catalogue', () => {
  it('gives a trio that can be loaded and writes, with a note of where everything came from', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const trio = await install(hub, store);
    expect(trio).toMatchObject({
      name: 'qwen2.5-1.5b-7b-int4',
      manifest: {
        title: 'Qwen2.5 1.5B + 7B, int4',
        sources: { smallCpt: { bo: 'small-cpt-bo' } },
        recommendedWeights: {
          completion: { alpha: 0.1, beta: 0.9 },
          byLanguage: {
            bo: {
              completion: { alpha: 0.1, beta: 0.9 },
              from: { alpha: 0.1, beta: 0.9 },
              into: { alpha: 0.1, beta: 0.9 },
            },
          },
        },
      },
    });
    const { trios, unfinished, broken } = await listTrios(store);
    expect([trios.map(({ name }) => name), unfinished, broken]).toEqual([[trio.name], [], []]);
    expect(await readdir(join(store, 'work'))).toEqual([]);
    await expectWrites(trio, 'bo');
    const folder = join(trio.directory, 'small-cpt-bo');
    const origin = modelOriginSchema.parse(
      JSON.parse(await readFile(join(folder, 'trimix-origin.json'), 'utf8')),
    );
    expect(origin).toMatchObject({
      endpoint: hub.endpoint,
      repository: 'pkupie/Qwen2.5-1.5B-bo-cpt',
      licence: { id: 'apache-2.0', name: 'Apache License 2.0' },
    });
    expect(origin.files.map(({ path }) => path)).toEqual(expect.arrayContaining([...shards, 'config.json']));
    expect(await readFile(join(folder, 'LICENSE'), 'utf8')).toContain('licence of the demo model');
    const verdicts = await verifyTrio(trio.directory, { signal });
    expect(verdicts).toHaveLength(3 * 2 + 1);
    expect(verdicts.every(({ ok }) => ok)).toBe(true);
    expect(await offer(hub, store)).toMatchObject({ checkpoints: [], downloadBytes: 0, peakDiskBytes: 0 });
  });

  it('adds a language to a trio of the same models, and downloads only what is new', async () => {
    const { hub, store } = await hubAndStore(checkpoints(), tibetan, uyghur);
    const first = await install(hub, store);
    const before = await expectWrites(first, 'bo');
    hub.requests.length = 0;
    expect((await offer(hub, store, uyghur)).checkpoints).toMatchObject([
      { repository: 'pkupie/Qwen2.5-1.5B-ug-cpt' },
    ]);
    const both = await install(hub, store, uyghur);
    expect(both.directory).toBe(first.directory);
    expect(both.models.map(({ folder }) => folder)).toEqual([
      'large-ins',
      'small-base',
      'small-cpt-bo',
      'small-cpt-ug',
    ]);
    expect(both.manifest.recommendedWeights.byLanguage).toMatchObject({
      bo: { into: { alpha: 0.1, beta: 0.9 } },
      ug: { into: { alpha: 0.3, beta: 0.9 } },
    });
    const asked = hub.requests.filter(({ path }) => path.includes('/resolve/'));
    expect(asked.every(({ path }) => path.includes('ug-cpt'))).toBe(true);
    expect(await expectWrites(both, 'bo')).toBe(before);
    await expectWrites(both, 'ug');
  });

  it('shares a model that another trio has, by hard link', async () => {
    const { hub, store } = await hubAndStore(checkpoints(), tibetan, largerTibetan);
    await install(hub, store);
    hub.requests.length = 0;
    const made = await offer(hub, store, largerTibetan);
    expect(made.checkpoints.map(({ repository }) => repository)).toEqual(['Qwen/Qwen2.5-14B-Instruct']);
    const larger = await install(hub, store, largerTibetan, { offer: made });
    const asked = hub.requests.filter(({ path }) => path.includes('/resolve/'));
    expect(asked.every(({ path }) => path.includes('14B'))).toBe(true);
    for (const folder of ['small-base', 'small-cpt-bo']) {
      expect((await stat(join(larger.directory, folder, 'model.onnx.data'))).nlink).toBe(2);
    }
    await expectWrites(larger, 'bo');
  });

  it('tells how far it is, through download and conversion', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const seen: InstallProgress[] = [];
    await install(hub, store, tibetan, { onProgress: (progress) => seen.push(progress) });
    const done = seen.map((progress) => progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(seen[0]?.total);
    expect([...new Set(seen.map(({ step, repository }) => `${step} ${repository}`))]).toEqual([
      '1 Qwen/Qwen2.5-7B-Instruct',
      '2 Qwen/Qwen2.5-1.5B',
      '3 pkupie/Qwen2.5-1.5B-bo-cpt',
    ]);
    expect(new Set(seen.map(({ stage }) => stage))).toEqual(new Set(['downloading', 'converting']));
  });

  it('takes no more room on the way than the offer says', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const made = await offer(hub, store);
    let most = 0;
    const watch = setInterval(
      () => void treeBytes(store).then((bytes) => (most = Math.max(most, bytes))),
      10,
    );
    const { bytes } = await install(hub, store, tibetan, { offer: made });
    clearInterval(watch);
    // Tokenizers and descriptions, which do not count among gigabytes, do here.
    const small = 4_000_000;
    expect(most).toBeLessThan(made.peakDiskBytes + small);
    // The estimate goes by the published shapes, which these are not.
    expect(made.diskBytes).toBeGreaterThan(bytes / 2);
    expect(made.diskBytes).toBeLessThan(bytes * 2);
  });

  it('sends a token for gated checkpoints, and stores it nowhere', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    await checkpoints().publish(hub, await catalogueTrio(tibetan), { gated: true });
    await foreseen('hub-token-needed', install(hub, store));
    await foreseen('hub-access-denied', install(hub, store, tibetan, { token: 'hf_another' }));
    expect((await listTrios(store)).trios).toEqual([]);
    const { directory } = await install(hub, store, tibetan, { token: goodToken });
    for (const name of await readdir(directory, { recursive: true })) {
      if (!name.endsWith('.json')) continue;
      expect(await readFile(join(directory, name), 'utf8')).not.toContain(goodToken);
    }
  });
});

describe('an offer that is not what the hub has any more', () => {
  it('is not installed: another commit', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const made = await offer(hub, store);
    await hub.publish('Qwen/Qwen2.5-1.5B', checkpoints().folder('small-base'));
    hub.requests.length = 0;
    const { message } = await foreseen('licence-not-agreed', install(hub, store, tibetan, { offer: made }));
    expect(message).toContain('Qwen/Qwen2.5-1.5B');
    expect(hub.requests.some(({ path }) => path.includes('/resolve/'))).toBe(false);
    expect(await listTrios(store)).toEqual({ trios: [], unfinished: [], broken: [] });
    await install(hub, store);
  });

  it('is not installed: another licence, another trio, a checkpoint that was not offered', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const made = await offer(hub, store);
    const [first, ...others] = made.checkpoints;
    const licence = { id: 'mit', name: 'MIT', url: null };
    const changed = { ...made, checkpoints: [{ ...first!, licence }, ...others] };
    await foreseen('licence-not-agreed', install(hub, store, tibetan, { offer: changed }));
    await foreseen('licence-not-agreed', install(hub, store, uyghur, { offer: made }));
    await foreseen(
      'licence-not-agreed',
      install(hub, store, tibetan, { offer: { ...made, checkpoints: others } }),
    );
  });
});
