import { RecentMedian } from './recentMedian.ts';

/** Milliseconds between the keystrokes of a writer who knows the keyboard but is no typist. */
const usual = 240;

/** After so long the writer has been thinking, not typing. */
const thinking = 1_500;

/** Keystrokes that count. */
const counted = 7;

/** Follows how fast somebody types. */
export class TypingRhythm {
  readonly #interval = new RecentMedian(usual, counted);
  #last = -Infinity;

  /** Milliseconds between two keystrokes. */
  get keystroke(): number {
    return this.#interval.value;
  }

  /** @param now milliseconds of a monotonic clock, as for {@link sinceLast} */
  typed(now: number): void {
    const interval = now - this.#last;
    this.#last = now;
    if (interval > 0 && interval < thinking) this.#interval.add(interval);
  }

  /** Milliseconds since the last keystroke; infinite where there was none. */
  sinceLast(now: number): number {
    return now - this.#last;
  }
}
