import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrder } from '../../../../src/models/convert/parallel/inOrder.ts';

async function* numbers(count: number, onTaken: (n: number) => void = () => undefined) {
  for (let n = 0; n < count; n++) {
    await Promise.resolve();
    onTaken(n);
    yield n;
  }
}

test.each([1, 2, 5, 100])(
  'results come in the order of the items, %i at work at once at most',
  async (capacity) => {
    let [atWork, most] = [0, 0];
    const results: number[] = [];
    const slowAtFirst = async (n: number): Promise<number> => {
      most = Math.max(most, ++atWork);
      await sleep((20 - n) % 7);
      atWork--;
      return 10 * n;
    };
    for await (const result of inOrder(numbers(20), capacity, slowAtFirst)) results.push(result);
    expect(results).toEqual(Array.from({ length: 20 }, (_, n) => 10 * n));
    expect(most).toBe(Math.min(capacity, 20));
  },
);

test('a failure comes in its turn, ends the work, and leaves nothing running or unlooked at', async () => {
  let [atWork, taken] = [0, 0];
  const results: number[] = [];
  const failing = async (n: number): Promise<number> => {
    atWork++;
    await sleep(n === 3 ? 1 : 15);
    atWork--;
    if (n >= 3) throw new Error(`item ${n}`);
    return n;
  };
  const run = async (): Promise<void> => {
    for await (const result of inOrder(
      numbers(20, (n) => (taken = n)),
      4,
      failing,
    ))
      results.push(result);
  };
  await expect(run()).rejects.toThrow('item 3');
  expect(results).toEqual([0, 1, 2]);
  expect(taken).toBeLessThan(8);
  expect(atWork).toBe(0);
});

test('a reader that stops early stops the work', async () => {
  let atWork = 0;
  for await (const result of inOrder(numbers(100), 3, async (n) => {
    atWork++;
    await sleep(2);
    atWork--;
    return n;
  })) {
    if (result === 5) break;
  }
  expect(atWork).toBe(0);
});
