/** Only deaths within this time count: one crash a day is not a crash loop. */
const windowMs = 3 * 60_000;
/** The first restart is free, then the wait doubles; after the last one the engine stays down. */
const delaysMs = [0, 500, 1_000, 2_000, 4_000] as const;

/** How long to wait before the engine's thread is started again after it died. */
export class RestartPolicy {
  #deaths: number[] = [];

  /** @param now milliseconds of a monotonic clock */
  recordDeath(now: number): void {
    this.#deaths.push(now);
  }

  /** Forgets the past: the user changed something or asked for a restart. */
  reset(): void {
    this.#deaths = [];
  }

  /**
   * @param now milliseconds of the same clock
   * @returns milliseconds still to wait, or null when the engine died too often to try again
   */
  delay(now: number): number | null {
    this.#deaths = this.#deaths.filter((death) => now - death < windowMs);
    const last = this.#deaths.at(-1);
    if (last === undefined) return 0;
    const wait = delaysMs[this.#deaths.length - 1];
    return wait === undefined ? null : Math.max(0, last + wait - now);
  }
}
