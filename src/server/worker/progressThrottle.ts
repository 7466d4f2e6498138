/** No eye follows more than ten numbers a second, in milliseconds. */
const pauseMs = 100;

/** Passes on the latest of many values: the first at once, then one at a time, and the last one always. */
export class ProgressThrottle<Value> {
  readonly #send: (value: Value) => void;
  #waiting: { readonly value: Value } | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (value: Value) => void) {
    this.#send = send;
  }

  report(value: Value): void {
    if (this.#timer !== undefined) {
      this.#waiting = { value };
      return;
    }
    this.#send(value);
    this.#timer = setTimeout(() => this.#timeIsUp(), pauseMs);
  }

  /** Sends what still waits; no value comes after this. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting !== null) this.#send(this.#waiting.value);
    this.#waiting = null;
  }

  #timeIsUp(): void {
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null) this.report(waiting.value);
  }
}
