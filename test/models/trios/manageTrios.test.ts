import {
  appendFile,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  chooseTrioFor,
  importTrio,
  listTrios,
  removeTrio,
  verifyTrio,
  type InstalledTrio,
  type InstallProgress,
} from '../../../src/models/index.ts';
import { foreseen } from '../support/errors.ts';
import { demoDirectory, temporaryFolder } from '../support/folders.ts';
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

/** A copy of the demo trio, to be spoilt. */
async function copyOfDemo(): Promise<string> {
  const folder = join(await temporaryFolder(), 'copy');
  await cp(demoDirectory, folder, { recursive: true });
  return folder;
}

function importDemo(store: string, directory = demoDirectory, name = 'mine'): Promise<InstalledTrio> {
  return importTrio({ store, directory, name, signal });
}

async function weightsRequests(hub: {
  readonly requests: readonly { readonly path: string; readonly host: string }[];
}) {
  return Promise.resolve(
    hub.requests.filter(({ host, path }) => host === 'storage' && path.endsWith('.safetensors')),
  );
}

describe('a trio that was made elsewhere', () => {
  it('is copied into the store, and writes', async () => {
    const store = await temporaryFolder();
    const seen: InstallProgress[] = [];
    const trio = await importTrio({
      store,
      directory: demoDirectory,
      name: 'mine',
      signal,
      onProgress: (progress) => seen.push(progress),
    });
    expect(trio).toMatchObject({ name: 'mine', manifest: { name: 'mine' } });
    expect(seen.at(-1)).toMatchObject({ stage: 'copying', done: trio.bytes, total: trio.bytes });
    expect((await listTrios(store)).trios.map(({ name }) => name)).toEqual(['mine']);
    expect(await readdir(join(store, 'work'))).toEqual([]);
    await expectWrites(trio, 'mn-Cyrl');
    await foreseen('trio-name-taken', importDemo(store));
  });

  it('needs a name that no bundled trio has', async () => {
    const store = await temporaryFolder();
    await foreseen('trio-name-invalid', importTrio({ store, directory: demoDirectory, signal }));
    for (const name of ['Demo', '../x', '.x', 'a/b', '', 'x..y', 'x.']) {
      await foreseen('trio-name-invalid', importDemo(store, demoDirectory, name));
    }
    expect(await readdir(store)).toEqual([]);
  });

  it.each<readonly [string, (folder: string) => Promise<void>, Parameters<typeof foreseen>[0]]>([
    ['a description', (folder) => rm(join(folder, 'trio.json')), 'model-file-missing'],
    ['a valid description', (folder) => writeFile(join(folder, 'trio.json'), '{}'), 'model-manifest-invalid'],
    [
      'folders inside of it',
      async (folder) => {
        const file = join(folder, 'trio.json');
        await writeFile(file, (await readFile(file, 'utf8')).replace('"small-base"', '"../small-base"'));
      },
      'model-manifest-invalid',
    ],
    ['a model', (folder) => rm(join(folder, 'small-base'), { recursive: true }), 'model-file-missing'],
    [
      'whole files',
      (folder) => truncate(join(folder, 'large-ins/model.onnx.data'), 1000),
      'model-file-damaged',
    ],
    ['a tokenizer', (folder) => rm(join(folder, 'tokenizer.json')), 'model-file-missing'],
    [
      'the tokenizer of its models',
      (folder) => appendFile(join(folder, 'tokenizer.json'), ' '),
      'trio-tokenizers-differ',
    ],
    [
      'undamaged weights',
      async (folder) => {
        const file = join(folder, 'small-cpt-ug/model.onnx.data');
        const bytes = await readFile(file);
        bytes[5000]! ^= 1;
        await writeFile(file, bytes);
      },
      'model-file-damaged',
    ],
    [
      'logits for all tokens',
      async (folder) => {
        const file = join(folder, 'small-base/trimix-model.json');
        await writeFile(
          file,
          (await readFile(file, 'utf8')).replace(/"logitsWidth": \d+/, '"logitsWidth": 100'),
        );
      },
      'trio-vocabulary-mismatch',
    ],
  ])('without %s, is refused, and nothing is left', async (_, spoil, code) => {
    const store = await temporaryFolder();
    const folder = await copyOfDemo();
    await spoil(folder);
    await foreseen(code, importDemo(store, folder));
    expect(await listTrios(store)).toEqual({ trios: [], unfinished: [], broken: [] });
    expect(await readdir(join(store, 'work')).catch(() => [])).toEqual([]);
  });

  it('that is cancelled on the way, leaves nothing', async () => {
    const store = await temporaryFolder();
    const controller = new AbortController();
    const onProgress = (): void => controller.abort();
    const options = { store, directory: demoDirectory, name: 'mine', signal: controller.signal, onProgress };
    await foreseen('cancelled', importTrio(options));
    expect(await readdir(join(store, 'work'))).toEqual([]);
  });
});

describe('removing', () => {
  it('a trio, frees what no other one shares', async () => {
    const { hub, store } = await hubAndStore(checkpoints(), tibetan, largerTibetan);
    const first = await install(hub, store);
    const second = await install(hub, store, largerTibetan);
    const large = first.models.find(({ folder }) => folder === 'large-ins')!.bytes;
    const freed = await removeTrio({ store, name: first.name, signal });
    expect(freed).toBeGreaterThan(large);
    expect(freed).toBeLessThan(large + 1_000_000);
    expect((await listTrios(store)).trios.map(({ name }) => name)).toEqual([second.name]);
    await expectWrites(second, 'bo');
    await foreseen('trio-not-installed', removeTrio({ store, name: first.name, signal }));
  });

  it('a language, keeps the others; the last one takes the trio along', async () => {
    const store = await temporaryFolder();
    const { directory } = await importDemo(store);
    await removeTrio({ store, name: 'mine', language: 'bo', signal });
    expect(await readdir(directory)).not.toContain('small-cpt-bo');
    const left = (await listTrios(store)).trios[0]!;
    expect(Object.keys(left.manifest.sources.smallCpt)).toEqual([
      'ug',
      'kk-Arab',
      'kk-Cyrl',
      'mn-Mong',
      'mn-Cyrl',
    ]);
    await expectWrites(left, 'ug');
    await foreseen('language-not-in-trio', removeTrio({ store, name: 'mine', language: 'bo', signal }));
    for (const language of ['ug', 'kk-Arab', 'kk-Cyrl', 'mn-Mong', 'mn-Cyrl'] as const) {
      await removeTrio({ store, name: 'mine', language, signal });
    }
    expect(await listTrios(store)).toEqual({ trios: [], unfinished: [], broken: [] });
  });

  it('a name that cannot be one, makes no folders', async () => {
    const store = await temporaryFolder();
    await foreseen('trio-not-installed', removeTrio({ store, name: 'none', signal }));
    await foreseen('trio-name-invalid', removeTrio({ store, name: '../..', signal }));
    expect(await readdir(store)).toEqual([]);
  });
});

describe('a trio that is damaged', () => {
  it('is told apart, and verified file by file', async () => {
    const store = await temporaryFolder();
    const { directory } = await importDemo(store);
    let last = [0, 0];
    const whole = await verifyTrio(directory, { signal, onProgress: (...progress) => (last = progress) });
    expect(whole.every(({ ok }) => ok)).toBe(true);
    expect(last[0]).toBe(last[1]);
    await truncate(join(directory, 'large-ins', 'model.onnx.data'), 10);
    const { trios, broken } = await listTrios(store);
    expect([trios, broken]).toEqual([
      [],
      [
        {
          directory,
          error: expect.objectContaining({
            code: 'model-file-damaged',
            message: expect.stringContaining('large-ins') as string,
          }) as unknown,
        },
      ],
    ]);
    const wrong = (await verifyTrio(directory, { signal })).filter(({ ok }) => !ok);
    expect(wrong).toMatchObject([{ file: join(directory, 'large-ins', 'model.onnx.data') }]);
    await removeTrio({ store, name: 'mine', signal });
    expect((await listTrios(store)).broken).toEqual([]);
  });

  it.each(['small-cpt-bo', 'large-ins'])('in its %s, is mended by installing it again', async (folder) => {
    const { hub, store } = await hubAndStore(checkpoints(), tibetan, uyghur);
    await install(hub, store);
    const { directory } = await install(hub, store, uyghur);
    await truncate(join(directory, folder, 'model.onnx.data'), 10);
    expect((await listTrios(store)).broken).toHaveLength(1);
    hub.requests.length = 0;
    const mended = await install(hub, store);
    expect(await weightsRequests(hub)).toHaveLength(2);
    await expectWrites(mended, 'bo');
    await expectWrites(mended, 'ug');
  });

  it('beyond mending, is made anew of what can be used', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const { directory } = await install(hub, store);
    await rm(join(directory, 'trio.json'));
    expect((await listTrios(store)).broken).toHaveLength(1);
    hub.requests.length = 0;
    expect((await offer(hub, store)).checkpoints).toEqual([]);
    await expectWrites(await install(hub, store), 'bo');
    expect(await weightsRequests(hub)).toEqual([]);
  });

  it('by a model that its description does not name yet, is no worse for it', async () => {
    const { hub, store } = await hubAndStore(checkpoints(), tibetan, uyghur);
    const { directory } = await install(hub, store);
    const other = await hubAndStore(checkpoints(), uyghur);
    const { directory: otherTrio } = await install(other.hub, other.store, uyghur);
    // As a process leaves it that ends between the model and the description.
    await rename(join(otherTrio, 'small-cpt-ug'), join(directory, 'small-cpt-ug'));
    await mkdir(join(directory, 'small-cpt-old'));
    const { trios } = await listTrios(store);
    expect(trios.map(({ manifest }) => Object.keys(manifest.sources.smallCpt))).toEqual([['bo']]);
    hub.requests.length = 0;
    const trio = await install(hub, store, uyghur);
    expect(await weightsRequests(hub)).toEqual([]);
    expect(await readdir(directory)).not.toContain('small-cpt-old');
    await expectWrites(trio, 'ug');
  });
});

describe('a name that another trio has', () => {
  it('is not overwritten by an installation', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    await importDemo(store, demoDirectory, 'qwen2.5-1.5b-7b-int4');
    await foreseen('trio-name-taken', offer(hub, store));
    expect((await listTrios(store)).trios).toHaveLength(1);
  });
});

describe('choosing a trio for a language', () => {
  it('takes the chosen one, else the one that was installed last, else the bundled one', async () => {
    const store = await temporaryFolder();
    const first = await importDemo(store, demoDirectory, 'first');
    await removeTrio({ store, name: 'first', language: 'ug', signal });
    await importDemo(store, demoDirectory, 'second');
    expect((await stat(join(first.directory, 'small-cpt-bo'))).isDirectory()).toBe(true);
    const { trios } = await listTrios(store);
    const choose = (chosen: Parameters<typeof chooseTrioFor>[1]['chosen'], language: 'bo' | 'ug') =>
      chooseTrioFor(language, { trios, chosen })?.name ?? null;
    expect(choose({}, 'bo')).toBe('second');
    expect(choose({ bo: 'first' }, 'bo')).toBe('first');
    expect(choose({ bo: 'demo' }, 'bo')).toBeNull();
    expect(choose({ bo: 'gone' }, 'bo')).toBe('second');
    expect(choose({ ug: 'first' }, 'ug')).toBe('second');
    expect(chooseTrioFor('bo', { trios: [], chosen: { bo: 'first' } })).toBeNull();
  });
});
