import { expect, it } from 'vitest';
import { RestartPolicy } from '../../../src/server/engine/restartPolicy.ts';

it('restarts at once after one death, then waits longer each time, then gives up', () => {
  const policy = new RestartPolicy();
  expect(policy.delay(0)).toBe(0);
  const waits = [0, 1, 2, 3, 4, 5].map((index) => {
    policy.recordDeath(index * 1_000);
    return policy.delay(index * 1_000);
  });
  expect(waits).toEqual([0, 500, 1_000, 2_000, 4_000, null]);
});

it('counts the wait from the last death', () => {
  const policy = new RestartPolicy();
  policy.recordDeath(0);
  policy.recordDeath(1_000);
  expect(policy.delay(1_200)).toBe(300);
  expect(policy.delay(9_000)).toBe(0);
});

it('forgets deaths of long ago, and all of them on request', () => {
  const policy = new RestartPolicy();
  for (let death = 0; death < 6; death++) policy.recordDeath(death);
  expect(policy.delay(10)).toBeNull();
  expect(policy.delay(200_000)).toBe(0);
  for (let death = 0; death < 6; death++) policy.recordDeath(300_000);
  expect(policy.delay(300_001)).toBeNull();
  policy.reset();
  expect(policy.delay(300_001)).toBe(0);
});
