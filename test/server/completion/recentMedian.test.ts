import { expect, it } from 'vitest';
import { RecentMedian } from '../../../src/server/completion/recentMedian.ts';

it('holds what is usual until enough is known, and follows from then on', () => {
  const median = new RecentMedian(150, 5);
  expect(median.value).toBe(150);
  for (const value of [40, 50]) median.add(value);
  expect(median.value).toBe(150);
  median.add(45);
  expect(median.value).toBe(50);
  for (const value of [400, 410, 420]) median.add(value);
  expect(median.value).toBe(400);
  median.reset();
  expect(median.value).toBe(150);
});

it('is not moved by a single value that is far out', () => {
  const median = new RecentMedian(150, 5);
  for (const value of [50, 60, 40, 55, 45]) median.add(value);
  median.add(3_500);
  expect(median.value).toBe(55);
});
