import { describe, expect, it } from 'vitest';
import type { StatedLicence } from '../../../src/models/hub/statedLicence.ts';
import { termsOf } from '../../../src/models/trios/statedTerms.ts';
import { catalogueTrio } from './demoCheckpoints.ts';

const none: StatedLicence = { id: null, name: null, url: null };

describe('the terms of a checkpoint', () => {
  it.each<readonly [string, StatedLicence]>([
    ['says the same', { ...none, id: 'qwen-research' }],
    ['says the same under «other»', { ...none, id: 'other', name: 'qwen-research' }],
    ['says nothing', none],
  ])('are the catalogue’s where the page %s', async (_, stated) => {
    const { smallBase } = await catalogueTrio('bo-qwen2.5-3b-7b');
    expect(termsOf(smallBase, stated)).toMatchObject({
      licence: { id: 'qwen-research', name: 'Qwen Research License (no commercial use)' },
      commercialUse: false,
    });
  });

  it('are both where the page says something else, and promise no more than either', async () => {
    const other = { ...none, id: 'mit', url: 'https://example.org/licence' };
    const { smallBase, largeIns } = await catalogueTrio('bo-qwen2.5-3b-7b');
    expect(termsOf(smallBase, other)).toMatchObject({
      licence: { id: 'mit', url: 'https://example.org/licence' },
      commercialUse: false,
    });
    expect(termsOf(largeIns, other)).toMatchObject({
      licence: { name: "Apache License 2.0; the repository's own page says «mit»" },
      commercialUse: null,
    });
  });
});
