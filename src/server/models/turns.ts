import { waitUnlessAborted } from '../../engine/waitUnlessAborted.ts';

/** Work that is done one after the other, in the order in which it was asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs `work` when all work before it is over, whether that went well or not.
   *
   * @throws TriMixError 'cancelled' when the signal is aborted while it waits; whatever the work throws
   */
  async take<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const before = this.#last;
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    // Who gives up waiting must not let the next one pass those in front.
    this.#last = Promise.all([before, over]);
    try {
      await waitUnlessAborted(before, signal);
      return await work();
    } finally {
      end();
    }
  }
}
