import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Turns } from '../../../src/server/models/turns.ts';

const never = new AbortController().signal;

describe('taking turns', () => {
  it('does one thing after the other, in order, whatever becomes of each', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        log.push(`${name} begins`);
        await sleep(5);
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
      };
    const all = [
      turns.take(work('one'), never),
      turns.take(work('two', true), never),
      turns.take(work('three'), never),
    ];
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends']);
  });

  it('lets those behind one that gave up wait for those in front of it', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const caller = new AbortController();
    let end: () => void = () => undefined;
    const first = turns.take(() => new Promise<void>((resolve) => (end = resolve)), never);
    const second = turns.take(() => Promise.resolve(log.push('second')), caller.signal);
    const third = turns.take(() => Promise.resolve(log.push('third')), never);
    caller.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await sleep(5);
    expect(log).toEqual([]);
    end();
    await Promise.all([first, third]);
    expect(log).toEqual(['third']);
  });
});
