import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { importTrio, removeTrio } from '../../../src/models/index.ts';
import { StoreContents } from '../../../src/server/models/storeContents.ts';
import { TrioSelection } from '../../../src/server/models/trioSelection.ts';
import { defaultSettings } from '../../../src/server/settings/serverSettings.ts';
import { demoDirectory, temporaryFolder } from '../../models/support/folders.ts';

const { signal } = new AbortController();

describe('what the store holds', () => {
  let store: string;
  let changes: number;
  let contents: StoreContents;

  beforeEach(async () => {
    store = join(await temporaryFolder(), 'store');
    changes = 0;
    contents = new StoreContents(
      () => store,
      () => (changes += 1),
    );
  });

  const names = async () => (await contents.trios()).map(({ name }) => name);
  const bring = (name: string) => importTrio({ store, directory: demoDirectory, name, signal });

  it('is read again when somebody else has changed it, and that is told once', async () => {
    expect(await names()).toEqual([]);
    await bring('one');
    expect(await names()).toEqual(['one']);
    expect(changes).toBe(1);
    expect(await names()).toEqual(['one']);
    await removeTrio({ store, name: 'one', language: 'bo', signal });
    const [trio] = await contents.trios();
    expect(trio?.manifest.sources.smallCpt.bo).toBeUndefined();
    expect(changes).toBe(2);
    await removeTrio({ store, name: 'one', signal });
    expect(await names()).toEqual([]);
    expect(changes).toBe(3);
  });

  it('does not tell of what we did ourselves, nor of another store', async () => {
    expect(await names()).toEqual([]);
    await bring('one');
    await contents.accept();
    expect(await names()).toEqual(['one']);
    store = join(await temporaryFolder(), 'other');
    expect(await names()).toEqual([]);
    expect(changes).toBe(0);
  });

  it('decides which trio writes a language; one that is being removed does not', async () => {
    const demo = { name: 'demo', directory: demoDirectory, version: '' };
    const selection = new TrioSelection(contents, () => defaultSettings, demo);
    expect(await selection.trioFor('bo')).toEqual(demo);
    await bring('one');
    const chosen = await selection.trioFor('bo');
    expect(chosen.name).toBe('one');
    expect(await selection.trioFor(null)).toEqual(demo);
    await selection.without('one', async () => {
      expect(await selection.trioFor('bo')).toEqual(demo);
      await removeTrio({ store, name: 'one', language: 'ug', signal });
    });
    // The folder holds other models than before.
    const after = await selection.trioFor('bo');
    expect(after.directory).toBe(chosen.directory);
    expect(after.version).not.toBe(chosen.version);
    expect(await selection.trioFor('ug')).toEqual(demo);
  });
});
