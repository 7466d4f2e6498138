import type { Conventions } from './conventions.ts';

/** Passes streamed text on in the conventions of a document; nothing that is passed on is taken back. */
export class ConventionStream {
  readonly #conventions: Conventions;
  readonly #emit: (text: string) => void;
  #received = '';
  #emitted = 0;

  constructor(conventions: Conventions, emit: (text: string) => void) {
    this.#conventions = conventions;
    this.#emit = emit;
  }

  /** @param delta whole grapheme clusters */
  push(delta: string): void {
    this.#received += delta;
    this.#pass(this.#conventions.settled(this.#received));
  }

  /** No more text will come. */
  end(): void {
    this.#pass(this.#received);
  }

  #pass(text: string): void {
    const written = this.#conventions.apply(text);
    if (written.length <= this.#emitted) return;
    this.#emit(written.slice(this.#emitted));
    this.#emitted = written.length;
  }
}
