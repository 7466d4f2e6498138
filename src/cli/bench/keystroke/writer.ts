import { setTimeout as delay } from 'node:timers/promises';
import type { LanguageTag } from '../../../engine/text/languages.ts';
import { graphemeClusters } from '../../../engine/text/graphemes.ts';
import { endsUnit, nextUnitEnd } from '../../../engine/text/units.ts';
import type { Edit, LspEditor, Shown } from './lspEditor.ts';

/** What a writer types: real text, and the document it belongs to. */
export interface Manuscript {
  readonly language: LanguageTag;
  /** What is written already when the writer sits down. */
  readonly written: string;
  /** What goes on from there. */
  readonly coming: string;
  /** Another document that the writer looks into from time to time. */
  readonly other: string;
}

/** One keystroke and what came of it; null where no text was offered before the next. */
export type Keystroke = Promise<Shown | null>;

/** Median milliseconds between two grapheme clusters of a practised, unhurried writer, and how far they scatter (log-normal). */
const rhythm = { median: 235, spread: 0.25 } as const;

/** Behind a word or syllable the writer thinks now and then. */
const thinking = { chance: 0.08, from: 500, to: 1_400 } as const;

/** How often, in clusters, something else happens than typing on. */
const habits = { slip: 30, rewording: 55, middle: 90, undo: 70, other: 130 } as const;

/** Clusters that a rewording or an undo takes back. */
const takenBack = 6;

/** Clusters typed into the other document at a visit. */
const visit = 8;

/** The chance that a writer takes the next word or syllable of an offer that says what was to be typed. */
const acceptance = 0.4;

/**
 * Types a manuscript as a person does: cluster by cluster in an uneven rhythm, with slips that are put right, words that
 * are taken back and written again, insertions in the middle, undo and redo, visits to another document, and now and
 * then a word of the offer accepted.
 */
export class Writer {
  readonly keystrokes: Keystroke[] = [];
  readonly #editor: LspEditor;
  readonly #manuscript: Manuscript;
  readonly #random: () => number;
  readonly #pace: number;
  readonly #uri: string;
  readonly #otherUri: string;
  readonly #coming: readonly string[];
  /** What is offered at the cursor right now. */
  #ghost: string | null = null;
  #at = 0;

  /**
   * @param random uniform in [0, 1), seeded, so that each run types in the same rhythm
   * @param pace 1 for a person's; tests type faster
   */
  constructor(editor: LspEditor, manuscript: Manuscript, random: () => number, pace = 1) {
    this.#editor = editor;
    this.#manuscript = manuscript;
    this.#random = random;
    this.#pace = pace;
    this.#uri = `file:///${manuscript.language}.txt`;
    this.#otherUri = `file:///${manuscript.language}-other.txt`;
    this.#coming = graphemeClusters(manuscript.coming);
  }

  /** Opens the documents, and waits until the models are awake. */
  async sitDown(): Promise<void> {
    await this.#editor.open(this.#uri, this.#manuscript.written);
    await this.#editor.open(this.#otherUri, this.#manuscript.other);
    await this.#editor.invoke(this.#uri, this.#manuscript.written.length);
  }

  /** Types until the time is over or the manuscript is typed. */
  async write(milliseconds: number, signal: AbortSignal): Promise<void> {
    const endsAt = performance.now() + milliseconds;
    let count = 0;
    while (performance.now() < endsAt && this.#at < this.#coming.length && !signal.aborted) {
      count += 1;
      if (count % habits.other === 0) await this.#visitOther();
      else if (count % habits.middle === 0) await this.#editMiddle();
      else if (count % habits.undo === 0) await this.#undoAndRedo();
      else if (count % habits.rewording === 0) await this.#reword();
      else if (count % habits.slip === 0) await this.#slip();
      else if (!(await this.#accept())) await this.#append(this.#coming[this.#at++] ?? '');
    }
  }

  /** What the document says by now. */
  get text(): string {
    return this.#editor.textOf(this.#uri);
  }

  get #length(): number {
    return this.#editor.textOf(this.#uri).length;
  }

  async #append(text: string): Promise<void> {
    await this.#press({ uri: this.#uri, offset: this.#length, length: 0, text });
  }

  async #backspace(): Promise<void> {
    const cluster = graphemeClusters(this.#editor.textOf(this.#uri).slice(-64)).at(-1) ?? '';
    await this.#press({
      uri: this.#uri,
      offset: this.#length - cluster.length,
      length: cluster.length,
      text: '',
    });
  }

  /** Takes the next unit of the offer where it is what was to be typed. */
  async #accept(): Promise<boolean> {
    if (this.#ghost === null) return false;
    const unit = this.#ghost.slice(0, nextUnitEnd(this.#ghost, 0, this.#manuscript.language));
    const clusters = graphemeClusters(unit);
    const wanted = this.#coming.slice(this.#at, this.#at + clusters.length).join('');
    if (clusters.length < 2 || unit !== wanted || this.#random() >= acceptance) return false;
    this.#at += clusters.length;
    await this.#append(unit);
    return true;
  }

  async #slip(): Promise<void> {
    const wrong = this.#coming[(this.#at + 17) % this.#coming.length] ?? ' ';
    await this.#append(wrong);
    await this.#backspace();
  }

  async #reword(): Promise<void> {
    const count = Math.min(takenBack, this.#at);
    for (let i = 0; i < count; i++) await this.#backspace();
    this.#at -= count;
  }

  /** Undo takes back several clusters at once, redo brings them again. */
  async #undoAndRedo(): Promise<void> {
    const text = this.#coming.slice(Math.max(0, this.#at - takenBack), this.#at).join('');
    await this.#press({ uri: this.#uri, offset: this.#length - text.length, length: text.length, text: '' });
    await this.#append(text);
  }

  /** A word comes into the sentence before, and goes again. */
  async #editMiddle(): Promise<void> {
    const text = this.#editor.textOf(this.#uri);
    const from = Math.max(0, text.length - 300);
    const offset = nextUnitEnd(
      text,
      nextUnitEnd(text, from, this.#manuscript.language),
      this.#manuscript.language,
    );
    const word = text.slice(offset, nextUnitEnd(text, offset, this.#manuscript.language));
    await this.#press({ uri: this.#uri, offset, length: 0, text: word });
    await this.#press({ uri: this.#uri, offset, length: word.length, text: '' });
  }

  async #visitOther(): Promise<void> {
    const clusters = graphemeClusters(this.#manuscript.other).slice(0, visit);
    for (const text of clusters) {
      const offset = this.#editor.textOf(this.#otherUri).length;
      await this.#press({ uri: this.#otherUri, offset, length: 0, text });
    }
  }

  /** One key press, and the time until the next. */
  async #press(edit: Edit): Promise<void> {
    this.#ghost = null;
    const keystroke = this.#editor.type(edit);
    const number = this.keystrokes.push(keystroke);
    void keystroke.then(
      (shown) => {
        if (number === this.keystrokes.length) this.#ghost = shown?.text ?? null;
      },
      // Whoever waits for the keystrokes hears of it.
      () => undefined,
    );
    await delay(this.#interval(edit) / this.#pace);
  }

  #interval({ text }: Edit): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
    const usual = rhythm.median * Math.exp(rhythm.spread * normal);
    const pauses = endsUnit(text, this.#manuscript.language) && this.#random() < thinking.chance;
    return usual + (pauses ? thinking.from + this.#random() * (thinking.to - thinking.from) : 0);
  }
}
