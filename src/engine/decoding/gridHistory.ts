import type { WeightChoice } from '../fusion/ruleChoice.ts';
import type { SelectedWeights } from '../fusion/weightSelection.ts';
import { evidenceStart, OnlineTrack } from './onlineTrack.ts';
import { sharedPrefix } from '../runtime/sequences/sharedPrefix.ts';

/**
 * The log-probabilities of each token under the grid's 36 pairs of one document, kept between requests: a prompt that
 * grows costs only its new tokens, none is ever evaluated twice. A long document may have no scores for its beginning.
 */
export class GridHistory {
  #ids: number[] = [];
  /** `#scores[i]` belongs to `#ids[#first + i]`. */
  #scores: Float64Array[] = [];
  /** The first token that is scored: 1 or more, since nothing predicts the first token. */
  #first = 1;
  #track: OnlineTrack | null = null;

  /** How many leading tokens of a prompt are the same. */
  sharedLength(ids: readonly number[]): number {
    return sharedPrefix(this.#ids, ids);
  }

  /**
   * How many leading tokens of a prompt are done with, where those from `first` on need scores; 0 when the history has
   * none for the first of them.
   */
  scoredLength(ids: readonly number[], first: number): number {
    return this.#first > first ? 0 : this.sharedLength(ids);
  }

  /** Forgets everything from the token at `length` on. */
  truncate(length: number): void {
    this.#ids.length = Math.min(this.#ids.length, length);
    this.#scores.length = Math.max(0, Math.min(this.#scores.length, length - this.#first));
    this.#track?.truncate(length);
  }

  /** Begins a document with tokens that get no scores: at least the first of all, which nothing predicts. */
  begin(ids: readonly number[]): void {
    this.#ids = [...ids];
    this.#scores = [];
    this.#first = ids.length;
    this.#track = null;
  }

  /** Adds the next token with its 36 log-probabilities in grid order. */
  push(id: number, scores: Float64Array): void {
    this.#scores.push(scores);
    this.#ids.push(id);
  }

  /** Tokens so far, those without scores included. */
  get length(): number {
    return this.#ids.length;
  }

  /** Scores of the tokens for which `guides(index)` holds; of all tokens when it holds for none. */
  scores(guides: (index: number) => boolean): readonly Float64Array[] {
    const chosen = this.#scores.filter((_, at) => guides(at + this.#first));
    return chosen.length > 0 ? chosen : this.#scores;
  }

  /**
   * Weights that follow the document, by its tokens for which `guides(index)` holds.
   *
   * Only tokens of the document are evidence, never what is just being generated: the mix would grade itself on text that
   * it chose because it likes it, and drift towards whichever pair is surest of its own words. Generated text counts
   * from the next request on, once the writer has taken it into the document.
   */
  onlineWeights(
    choice: Extract<WeightChoice, { kind: 'online' }>,
    guides: (index: number) => boolean,
  ): SelectedWeights {
    const from = evidenceStart(this.length, choice);
    if (from < this.#first) throw new Error('The history has no scores for its first evidence.');
    if (this.#track?.isFor(choice, from) !== true) this.#track = new OnlineTrack(choice, from);
    return this.#track.weights(this.length, (token) => this.#scores[token - this.#first]!, guides);
  }

  /** A history of its own with the same past; the scores, which never change, are shared. */
  copy(): GridHistory {
    const copy = new GridHistory();
    copy.#ids = [...this.#ids];
    copy.#scores = [...this.#scores];
    copy.#first = this.#first;
    copy.#track = this.#track?.copy() ?? null;
    return copy;
  }
}
