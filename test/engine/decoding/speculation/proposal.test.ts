import { describe, expect, it } from 'vitest';
import { proposeAsRecorded, proposeBest } from '../../../../src/engine/decoding/speculation/proposal.ts';

describe('the best token', () => {
  it.each([
    { row: [1, 4, 2, 9], size: 3, token: 1, margin: 2 },
    { row: [5, 5], size: 2, token: 0, margin: 0 },
    { row: [3], size: 1, token: 0, margin: Infinity },
    { row: [-Infinity, 2, -Infinity], size: 3, token: 1, margin: Infinity },
  ])('$row', ({ row, size, token, margin }) => {
    expect(proposeBest(Float32Array.from(row), size, 0)).toEqual({ token, margin });
  });
});

describe('recorded outcomes', () => {
  const row = Float32Array.of(0, 1, 3);
  const propose = proposeAsRecorded(
    [2, 1, 0],
    [
      { accepted: true, margin: 7 },
      { accepted: false, margin: 0.5 },
    ],
  );

  it('propose what will be chosen, or something else', () => {
    expect(propose(row, 3, 0)).toEqual({ token: 2, margin: 7 });
    expect(propose(row, 3, 1)).toEqual({ token: 2, margin: 0.5 });
    expect(propose(row, 3, 2)).toEqual({ token: 0, margin: 7 });
  });

  it('end with the text', () => {
    expect(propose(row, 3, 3)).toEqual({ token: 2, margin: 2 });
  });
});
