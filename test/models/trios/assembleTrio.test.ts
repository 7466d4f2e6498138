import { appendFile, cp, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assembleTrio, listTrios, verifyTrio, type AssembleTrioOptions } from '../../../src/models/index.ts';
import { foreseen } from '../support/errors.ts';
import { demoDirectory, fixtures, temporaryFolder } from '../support/folders.ts';
import { demoCheckpoints } from './installing.ts';
import { expectWrites } from './writes.ts';

const checkpoints = demoCheckpoints(['bo'], 'small-base');
const signal = new AbortController().signal;

async function assemble(options: Partial<AssembleTrioOptions> = {}) {
  const store = options.store ?? (await temporaryFolder());
  const trio = await assembleTrio({
    store,
    name: 'own',
    title: 'My own',
    largeIns: join(demoDirectory, 'large-ins'),
    smallBase: checkpoints().folder('small-base'),
    smallCpt: [
      { language: 'bo', directory: checkpoints().folder('small-cpt-bo') },
      { language: 'ug', directory: join(demoDirectory, 'small-cpt-ug') },
      { language: 'kk-Cyrl', directory: join(demoDirectory, 'small-cpt-kk-Cyrl') },
      { language: 'mn-Cyrl', directory: join(demoDirectory, 'small-cpt-kk-Cyrl') },
    ],
    precision: 'int8',
    signal,
    ...options,
  });
  return { store, trio };
}

describe('a trio of one’s own', () => {
  it('is made of models as they are and of checkpoints', async () => {
    const { store, trio } = await assemble();
    expect(trio.manifest).toMatchObject({
      title: 'My own',
      sources: {
        smallCpt: {
          bo: 'small-cpt-bo',
          ug: 'small-cpt-ug',
          'kk-Cyrl': 'small-cpt-kk-Cyrl',
          'mn-Cyrl': 'small-cpt-kk-Cyrl',
        },
      },
    });
    const precision = (name: string): string =>
      trio.models.find(({ folder }) => folder === name)!.description.quantisation.precision;
    expect(precision('small-cpt-bo')).toBe('int8');
    expect((await verifyTrio(trio.directory, { signal })).filter(({ ok }) => !ok)).toEqual([]);
    for (const language of ['bo', 'ug', 'mn-Cyrl'] as const) await expectWrites(trio, language);
    expect((await listTrios(store)).trios.map(({ name }) => name)).toEqual(['own']);
    expect(await readdir(join(store, 'work'))).toEqual([]);
    // What it was made of is still there.
    expect((await stat(join(demoDirectory, 'large-ins', 'model.onnx.data'))).size).toBeGreaterThan(1000);
    await foreseen('trio-name-taken', assemble({ store }));
  });

  it('takes a tokenizer that means the same in other bytes', async () => {
    const folder = join(await temporaryFolder(), 'small-cpt');
    await cp(checkpoints().folder('small-cpt-bo'), folder, { recursive: true });
    await appendFile(join(folder, 'tokenizer.json'), '\n');
    const { trio } = await assemble({ smallCpt: [{ language: 'bo', directory: folder }] });
    await expectWrites(trio, 'bo');
  });

  it.each<readonly [string, Partial<AssembleTrioOptions>, Parameters<typeof foreseen>[0]]>([
    ['models of several families', { smallBase: join(fixtures, 'tied') }, 'trio-tokenizers-differ'],
    ['nothing', { largeIns: '/nowhere' }, 'model-file-missing'],
    ['a folder without a model', { largeIns: fixtures }, 'model-layout-unknown'],
  ])('of %s, is refused, and nothing is left', async (_, options, code) => {
    const store = await temporaryFolder();
    await foreseen(code, assemble({ ...options, store }));
    expect(await listTrios(store)).toEqual({ trios: [], unfinished: [], broken: [] });
    expect(await readdir(join(store, 'work')).catch(() => [])).toEqual([]);
  });
});
