/** The mean of a value that changes, in which the newest values count most. */
export class MovingAverage {
  readonly #initial: number;
  readonly #share: number;
  #value: number | null = null;

  /**
   * @param initial holds until something is known
   * @param share of the newest value in the mean, in (0, 1]
   */
  constructor(initial: number, share: number) {
    this.#initial = initial;
    this.#share = share;
  }

  get value(): number {
    return this.#value ?? this.#initial;
  }

  add(value: number): void {
    this.#value = this.#value === null ? value : this.#value + this.#share * (value - this.#value);
  }

  reset(): void {
    this.#value = null;
  }
}
