import type { TranslationTag } from '../../protocol/engineTypes.ts';
import { messageOf } from '../errors.ts';
import type { LineScript } from './passages.ts';

/** What the server is asked: null when it does not know. */
type Detect = (text: string) => Promise<TranslationTag | null>;

/** Arabic script may be Uyghur or Kazakh, Cyrillic Kazakh or Mongolian: that takes the server's eye for languages. */
const certain: Readonly<Record<LineScript, TranslationTag | null>> = {
  Tibt: 'bo',
  Mong: 'mn-Mong',
  Arab: null,
  Cyrl: null,
  other: null,
};

/** UTF-16 units that are enough to tell a language by. */
const enough = 1000;

/** Remembers for one document which language its lines in each script are in. */
export class ScriptLanguages {
  readonly #detect: Detect;
  readonly #learned: () => void;
  readonly #warn: (message: string) => void;
  readonly #known = new Map<LineScript, TranslationTag>();
  /** What was asked last in each script, so that nothing is asked twice. */
  readonly #asked = new Map<LineScript, string>();

  /** @param learned is called when a language came to be known */
  constructor(detect: Detect, learned: () => void, warn: (message: string) => void) {
    this.#detect = detect;
    this.#learned = learned;
    this.#warn = warn;
  }

  /** The language of the lines in a script, as far as it is known. */
  of(script: LineScript): TranslationTag | null {
    return certain[script] ?? this.#known.get(script) ?? null;
  }

  /** Asks about a script whose language is not known yet. */
  ask(script: LineScript, text: string): void {
    const sample = text.slice(0, enough);
    if (certain[script] !== null || this.#known.has(script) || this.#asked.get(script) === sample) return;
    this.#asked.set(script, sample);
    void this.#detect(sample).then(
      (tag) => {
        if (tag === null) return;
        this.#known.set(script, tag);
        this.#learned();
      },
      (error: unknown) => this.#warn(`The language of a text could not be asked for: ${messageOf(error)}`),
    );
  }
}
