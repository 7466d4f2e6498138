import { describe, expect, it } from 'vitest';
import { lookUpDraft } from '../../../../src/engine/decoding/speculation/promptLookup.ts';

describe('a draft from what stood before', () => {
  it.each([
    { ids: [], most: 8, draft: [] },
    { ids: [1, 2, 3], most: 8, draft: [] },
    { ids: [1, 2, 3, 4, 5, 1, 2, 3], most: 8, draft: [4, 5, 1, 2, 3] },
    { ids: [1, 2, 3, 4, 5, 1, 2, 3], most: 2, draft: [4, 5] },
    { ids: [1, 2, 3, 4, 5, 1, 2, 3], most: 0, draft: [] },
    { ids: [9, 2, 3, 4, 5, 1, 2, 3], most: 8, draft: [] },
    // The last place where it stood, not the first.
    { ids: [1, 2, 3, 7, 1, 2, 3, 8, 1, 2, 3], most: 1, draft: [8] },
    // A run may overlap itself.
    { ids: [5, 5, 5, 5], most: 8, draft: [5] },
  ])('$ids', ({ ids, most, draft }) => {
    expect(lookUpDraft(ids, most)).toEqual(draft);
  });
});
