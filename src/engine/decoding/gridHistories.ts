import { GridHistory } from './gridHistory.ts';

/** Documents whose scores are kept. A token takes 288 bytes: four documents of 4 096 tokens take 5 MB. */
const mostHistories = 4;

/** Cutting off a longer tail than this loses a document; a shorter one is an edit near its end. */
const longestEdit = 64;

/** The grid's scores of the documents in recent use. */
export class GridHistories {
  /** The one used last comes last. */
  #histories: GridHistory[] = [];

  /** Documents that are kept. */
  get size(): number {
    return this.#histories.length;
  }

  /**
   * The history for a prompt: the one that shares the most with it. Where taking it would lose much of what it holds, a
   * copy is taken, and the document that was left keeps its own. The caller truncates and extends it.
   */
  for(ids: readonly number[]): GridHistory {
    let best: GridHistory | null = null;
    let shared = 0;
    for (const history of this.#histories) {
      const length = history.sharedLength(ids);
      if (length === 0 || length < shared) continue;
      best = history;
      shared = length;
    }
    if (best === null) return this.#keep(new GridHistory());
    if (best.length - shared > longestEdit) return this.#keep(best.copy());
    this.#histories = this.#histories.filter((history) => history !== best);
    return this.#keep(best);
  }

  /** Forgets all documents: another model than the one that gave the scores has come. */
  clear(): void {
    this.#histories = [];
  }

  #keep(history: GridHistory): GridHistory {
    this.#histories = [...this.#histories.slice(1 - mostHistories), history];
    return history;
  }
}
