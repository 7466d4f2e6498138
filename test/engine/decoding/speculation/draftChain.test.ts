import { describe, expect, it } from 'vitest';
import {
  bestUniformDraft,
  DraftChain,
  longestDraft,
  type RoundCosts,
} from '../../../../src/engine/decoding/speculation/draftChain.ts';

/** How long a draft becomes when every token has the same probability of being right. */
function lengthFor(acceptance: number, costs: RoundCosts, limit = 100): number {
  const chain = new DraftChain(costs, limit);
  let length = 0;
  while (chain.take(acceptance)) {
    length += 1;
    if (!chain.goesOn(acceptance)) break;
  }
  return length;
}

const cheap: RoundCosts = { draft: 1, verify: 4, further: 0.5 };

describe('the length of a draft', () => {
  it('grows with the probability that its tokens are right', () => {
    const lengths = [0.05, 0.3, 0.5, 0.7, 0.8, 0.9, 1].map((acceptance) => lengthFor(acceptance, cheap));
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    expect(lengths[0]).toBe(0);
    expect(lengths.at(-1)).toBe(longestDraft);
  });

  it('is nothing where further positions cost as much as they save', () => {
    expect(lengthFor(0.9, { draft: 1, verify: 1, further: 10 })).toBe(0);
  });

  it('does not go beyond what may still be written', () => {
    expect([0, 1, 3].map((limit) => lengthFor(1, cheap, limit))).toEqual([0, 1, 3]);
  });

  it('ends at a token that the drafting model is not sure of', () => {
    const chain = new DraftChain(cheap, 100);
    expect(chain.take(0.95)).toBe(true);
    expect(chain.goesOn(0.9)).toBe(true);
    expect(chain.take(0.05)).toBe(false);
  });

  // The rule is greedy, token by token; the best length is found by trying all.
  it.each([0.4, 0.6, 0.75, 0.9])('comes near the best rate at an acceptance of %d', (acceptance) => {
    for (const costs of [
      cheap,
      { draft: 1, verify: 2.4, further: 0.45 },
      { draft: 1, verify: 8, further: 1 },
    ]) {
      const timeOf = (length: number): number =>
        costs.draft * (length + acceptance ** length) + costs.verify + costs.further * length;
      const tokens = (length: number): number =>
        Array.from({ length: length + 1 }, (_, power) => acceptance ** power).reduce((a, b) => a + b);
      const found = lengthFor(acceptance, costs);
      const best = bestUniformDraft(acceptance, 100, timeOf);
      expect(tokens(found) / timeOf(found)).toBeGreaterThan(0.93 * best.rate);
    }
  });
});

describe('the best draft of tokens that are alike', () => {
  it('is none where a longer run takes as long as its tokens one by one', () => {
    expect(bestUniformDraft(1, 8, (length) => 1 + length).length).toBe(0);
  });

  it('is the longest where further tokens are free and right', () => {
    expect(bestUniformDraft(1, 5, () => 1)).toEqual({ length: 5, rate: 6 });
  });
});
