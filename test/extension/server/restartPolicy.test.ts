import { describe, expect, it } from 'vitest';
import { decideRestart } from '../../../src/extension/server/restartPolicy.ts';

const minute = 60_000;

/** Crashes one after the other; what is decided at each. */
function decisions(times: readonly number[]) {
  return times.map((now, index) => decideRestart(times.slice(0, index + 1), now));
}

describe('restarts after crashes', () => {
  it('waits longer each time, and gives up at the sixth crash within three minutes', () => {
    const outcome = decisions([0, 1, 2, 3, 4, 5].map((n) => n * 10_000));
    expect(outcome.map((decision) => (decision.kind === 'retry' ? decision.delayMs : decision.kind))).toEqual(
      [500, 1000, 2000, 4000, 8000, 'give-up'],
    );
  });

  it('forgets crashes of long ago', () => {
    const outcome = decisions([0, 1, 2, 3, 4, 5, 6, 7].map((n) => n * 2 * minute));
    expect(outcome.every((decision) => decision.kind === 'retry' && decision.crashes <= 2)).toBe(true);
  });
});
