/** Speed is taken over so long, in milliseconds: short enough to follow a change, long enough to stand still for a reader. */
const windowMs = 5000;

/** No speed is told from less, in milliseconds: the first pieces come in bursts. */
const shortestMs = 250;

interface Sample {
  readonly time: number;
  readonly done: number;
}

/** How fast a count grows, over the last few seconds. */
export class Rate {
  #samples: Sample[] = [];

  /**
   * The count stands at `done`.
   *
   * @param time milliseconds of any clock
   */
  add(time: number, done: number): void {
    // What is thrown away is no speed.
    if (done < (this.#samples.at(-1)?.done ?? 0)) this.#samples = [];
    this.#samples.push({ time, done });
    while (this.#samples.length > 2 && this.#samples[1]!.time < time - windowMs) this.#samples.shift();
  }

  /** Forgets what was: the count went on by something that is no speed. */
  reset(): void {
    this.#samples = [];
  }

  /** Null until there is something to measure. */
  get perSecond(): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.done <= first.done) return null;
    if (last.time - first.time < shortestMs) return null;
    return ((last.done - first.done) / (last.time - first.time)) * 1000;
  }
}
