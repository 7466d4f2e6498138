import { gridLogProbabilities, type GridRows } from '../fusion/grid.ts';
import { sharedPrefix } from '../runtime/sequences/sharedPrefix.ts';

/**
 * The log-probabilities of each token under the grid's 36 pairs of the last prompt, kept between requests: a prompt that grows costs only
 * its new tokens, none is ever evaluated twice.
 */
export class GridHistory {
  readonly #ids: number[] = [];
  /** `#scores[i]` belongs to `#ids[i + 1]`: nothing predicts the first token. */
  readonly #scores: Float64Array[] = [];

  /** How many leading tokens of a prompt have been scored already. */
  sharedLength(ids: readonly number[]): number {
    return sharedPrefix(this.#ids, ids);
  }

  /** Forgets everything from the token at `length` on. */
  truncate(length: number): void {
    this.#ids.length = Math.min(this.#ids.length, length);
    this.#scores.length = Math.max(0, Math.min(this.#scores.length, length - 1));
  }

  /** Begins a prompt whose first token nothing predicts. */
  begin(id: number): void {
    this.truncate(0);
    this.#ids.push(id);
  }

  /** Scores the next token by the rows of the position before it. */
  push(id: number, rows: GridRows, size: number): void {
    this.#scores.push(gridLogProbabilities(rows, id, size));
    this.#ids.push(id);
  }

  /** Tokens scored so far, the first included. */
  get length(): number {
    return this.#ids.length;
  }

  /** Scores of the tokens for which `guides(index)` holds; of all tokens when it holds for none. */
  scores(guides: (index: number) => boolean): readonly Float64Array[] {
    const chosen = this.#scores.filter((_, at) => guides(at + 1));
    return chosen.length > 0 ? chosen : this.#scores;
  }
}
