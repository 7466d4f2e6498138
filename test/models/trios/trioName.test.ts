import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCatalogue, trioName, trioTitle, type CatalogueTrio } from '../../../src/models/index.ts';
import { isCatalogueId, isTrioName, languageOf } from '../../../src/models/trios/trioName.ts';
import { packageRoot } from '../../cli/runCli.ts';

let trios: readonly CatalogueTrio[] = [];
beforeAll(async () => {
  ({ trios } = await readCatalogue(join(packageRoot, 'models')));
});

describe('the name of an installed trio', () => {
  it('has no language and the precision', () => {
    expect(trioName('bo-qwen2.5-1.5b-7b', 'int4')).toBe('qwen2.5-1.5b-7b-int4');
    expect(trioName('kk-arab-gemma-3-4b-12b', 'fp16')).toBe('gemma-3-4b-12b-fp16');
  });

  it('is shared by all trios of the catalogue with the same large-ins and small-base, and by no other', () => {
    const shared = new Map<string, string>();
    for (const trio of trios) {
      expect([isCatalogueId(trio.id), languageOf(trio.id)]).toEqual([true, trio.language]);
      const models = `${trio.largeIns.repository} ${trio.smallBase.repository}`;
      const name = trioName(trio.id, 'int8');
      expect(shared.get(name) ?? models).toBe(models);
      shared.set(name, models);
    }
    expect(new Set(shared.values()).size).toBe(shared.size);
  });

  it('cannot climb, hide, or be that of the bundled one', () => {
    for (const name of [
      '',
      '.',
      '..',
      '.a',
      'a/b',
      'a\\b',
      'a..b',
      'a.',
      'demo',
      'DEMO',
      'a\n',
      'x'.repeat(101),
    ]) {
      expect(isTrioName(name), name).toBe(false);
    }
    for (const name of ['a', 'mine', 'Qwen2.5_x-int4', 'x'.repeat(100)])
      expect(isTrioName(name), name).toBe(true);
    for (const id of ['bo', 'bo-', 'xx-a', '../bo-a', 'bo-../a']) expect(isCatalogueId(id), id).toBe(false);
  });
});

it('the title of a trio names family and sizes', () => {
  const titles = Object.fromEntries(trios.map((trio) => [trio.id, trioTitle(trio)]));
  expect(titles).toMatchObject({
    'bo-qwen2.5-1.5b-7b': 'Qwen2.5 1.5B + 7B',
    'kk-arab-qwen2.5-3b-14b': 'Qwen2.5 3B + 14B',
    'mn-mong-gemma-3-4b-27b': 'Gemma 3 4B + 27B',
  });
});
