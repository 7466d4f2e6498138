/** Calls back after a time without activity. The timer never keeps the process alive. */
export class IdleTimer {
  readonly #onIdle: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(onIdle: () => void) {
    this.#onIdle = onIdle;
  }

  /**
   * Starts counting anew.
   *
   * @param minutes 0: never calls back
   */
  restart(minutes: number): void {
    this.stop();
    if (minutes <= 0) return;
    this.#timer = setTimeout(this.#onIdle, minutes * 60_000);
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
