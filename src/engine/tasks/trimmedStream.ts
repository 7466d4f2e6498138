/**
 * Passes streamed text on without the white space around it: what follows white space decides whether that was
 * inside the text or at its end.
 */
export class TrimmedStream {
  readonly #emit: (text: string) => void;
  #held = '';
  #begun = false;

  constructor(emit: (text: string) => void) {
    this.#emit = emit;
  }

  push(delta: string): void {
    let text = this.#held + delta;
    if (!this.#begun) text = text.trimStart();
    const end = text.trimEnd().length;
    this.#held = text.slice(end);
    if (end === 0) return;
    this.#begun = true;
    this.#emit(text.slice(0, end));
  }
}
