/** Ends a connection that brings nothing for too long, or when the work is cancelled. */
export class StallWatch {
  /** For `fetch`. */
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #hasStalled = false;

  /** @param stallMs milliseconds without a sign of life */
  constructor(outer: AbortSignal, stallMs: number) {
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
    this.#timer = setTimeout(() => {
      this.#hasStalled = true;
      this.#controller.abort(new Error('nothing came for too long'));
    }, stallMs);
  }

  /** Nothing came for too long. */
  get hasStalled(): boolean {
    return this.#hasStalled;
  }

  /** Something came. */
  alive(): void {
    this.#timer.refresh();
  }

  /** Ends the connection if it is still open. */
  close(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }
}
