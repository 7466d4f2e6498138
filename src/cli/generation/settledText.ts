/**
 * Writes a generation's text while it comes, but only what the engine will not take back: it may still cut an
 * unfinished word or the space at the end.
 */
export class SettledText {
  readonly #write: (text: string) => void;
  readonly #settled: (text: string) => number;
  #received = '';
  #written = 0;

  /** @param settled how much of a growing text (UTF-16 units) is certain to stay */
  constructor(settled: (text: string) => number, write: (text: string) => void) {
    this.#settled = settled;
    this.#write = write;
  }

  /** Takes a streamed piece. */
  add(delta: string): void {
    this.#received += delta;
    const end = this.#settled(this.#received);
    if (end <= this.#written) return;
    this.#write(this.#received.slice(this.#written, end));
    this.#written = end;
  }

  /** Writes what the finished text has beyond what was streamed, and ends the line. */
  finish(text: string): void {
    const shown = this.#received.slice(0, this.#written);
    if (text.startsWith(shown)) this.#write(text.slice(shown.length));
    this.#write('\n');
  }
}
