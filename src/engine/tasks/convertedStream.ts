import { lastUnitBoundary } from '../text/units.ts';

/**
 * Passes a model's streamed text on in the writer's script, word by word: how a letter is read depends on the whole of
 * its word. Nothing that was passed on is taken back; where a later word would change an earlier one, no more is passed.
 */
export class ConvertedStream {
  readonly #convert: (text: string) => string;
  readonly #emit: (text: string) => void;
  #received = '';
  #emitted = '';

  constructor(convert: (text: string) => string, emit: (text: string) => void) {
    this.#convert = convert;
    this.#emit = emit;
  }

  push(delta: string): void {
    this.#received += delta;
    const finished = this.#received.slice(0, lastUnitBoundary(this.#received, 'kk-Arab'));
    const written = this.#convert(finished);
    if (!written.startsWith(this.#emitted)) return;
    if (written.length > this.#emitted.length) this.#emit(written.slice(this.#emitted.length));
    this.#emitted = written;
  }
}
