import { describe, expect, it } from 'vitest';
import { completesLoop } from '../../../src/engine/decoding/repetitionGuard.ts';

/** Feeds tokens one by one; the index of the first one that the guard objects to, or null. */
function firstObjection(tokens: readonly number[]): number | null {
  for (let i = 0; i < tokens.length; i++) if (completesLoop(tokens.slice(0, i), tokens[i]!)) return i;
  return null;
}

describe('the repetition guard', () => {
  it('stops «ەي، ەي، ەي، ەي، …»: the fourth copy of a run is not finished', () => {
    const [ei, comma] = [7, 8];
    expect(firstObjection([1, 2, ei, comma, ei, comma, ei, comma, ei, comma])).toBe(9);
  });

  it('stops a single token at its fifth copy', () => {
    expect(firstObjection([3, 9, 9, 9, 9, 9, 9])).toBe(5);
  });

  it('stops a long clause said four times', () => {
    const clause = Array.from({ length: 24 }, (_, i) => 100 + i);
    expect(firstObjection([...clause, ...clause, ...clause, ...clause])).toBe(95);
  });

  it.each([
    ['emphasis said twice', [1, 2, 3, 1, 2, 3, 4, 5]],
    ['an invocation said three times', [1, 2, 3, 1, 2, 3, 1, 2, 3, 4]],
    ['a suffix on every word', [10, 5, 11, 5, 12, 5, 13, 5, 14, 5]],
    ['digits and dots', [1, 4, 4, 4, 4, 2]],
    ['a refrain with something between', [1, 2, 9, 1, 2, 8, 1, 2, 7, 1, 2]],
    ['nothing yet', []],
  ])('leaves %s alone', (_, tokens) => {
    expect(firstObjection(tokens)).toBeNull();
  });
});
