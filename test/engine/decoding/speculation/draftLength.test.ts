import { describe, expect, it } from 'vitest';
import { DraftLength, longestDraft } from '../../../../src/engine/decoding/speculation/draftLength.ts';

function after(acceptedOf: (index: number) => boolean, costs = { draft: 1, verify: 4 }): DraftLength {
  const length = new DraftLength(costs);
  for (let index = 0; index < 200; index++) length.record(acceptedOf(index));
  return length;
}

describe('the length of drafts', () => {
  it('grows with how often they are right', () => {
    const lengths = [0, 2, 5, 8, 10].map((right) => after((index) => index % 10 < right).best(100));
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    expect(lengths[0]).toBe(0);
    expect(lengths.at(-1)).toBe(longestDraft);
  });

  it('is nothing where the drafting model costs more than the rest and is mostly wrong', () => {
    expect(after((index) => index % 10 === 0, { draft: 4, verify: 1 }).best(100)).toBe(0);
  });

  it('does not go beyond what may still be written', () => {
    const length = after(() => true);
    expect([0, 1, 3].map((limit) => length.best(limit))).toEqual([0, 1, 3]);
  });

  it('measures lately, not for ever', () => {
    const length = after(() => false);
    expect(length.acceptance).toBeLessThan(0.01);
    for (let index = 0; index < 100; index++) length.record(true);
    expect(length.acceptance).toBeGreaterThan(0.9);
  });
});
