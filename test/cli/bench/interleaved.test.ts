import { describe, expect, it } from 'vitest';
import { interleaved } from '../../../src/cli/bench/interleaved.ts';

describe('interleaved measurements', () => {
  it('run every variant once in each round and leave the first round out', async () => {
    const ran: string[] = [];
    const limits = { rounds: 2, ms: Infinity, warmUp: true };
    const found = await interleaved(['a', 'b'], limits, (variant) => {
      ran.push(variant);
      return Promise.resolve(ran.length);
    });
    expect(ran.join('')).toBe('ababab');
    expect(found).toEqual({ a: [3, 5], b: [4, 6] });
  });

  it('measure one round however little time there is', async () => {
    const found = await interleaved(['a'], { rounds: 9, ms: 0, warmUp: false }, () => Promise.resolve(1));
    expect(found.a).toEqual([1]);
  });

  it('keep nothing of a run that tells nothing', async () => {
    const limits = { rounds: 2, ms: Infinity, warmUp: false };
    expect(await interleaved(['a'], limits, () => Promise.resolve(null))).toEqual({ a: [] });
  });
});
