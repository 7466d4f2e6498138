/** The median of the newest values: one that is far out, as when a document is read for the first time, moves it little. */
export class RecentMedian {
  readonly #initial: readonly number[];
  #values: readonly number[];

  /**
   * @param initial holds until half as many values are known as count
   * @param count how many values count, 1 or more
   */
  constructor(initial: number, count: number) {
    this.#initial = Array.from({ length: count }, () => initial);
    this.#values = this.#initial;
  }

  get value(): number {
    const sorted = this.#values.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)]!;
  }

  add(value: number): void {
    this.#values = [...this.#values.slice(1), value];
  }

  reset(): void {
    this.#values = this.#initial;
  }
}
