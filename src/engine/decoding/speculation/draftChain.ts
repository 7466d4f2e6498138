/** What the runs of a round cost, in any common unit. */
export interface RoundCosts {
  /** One run of the drafting model over one position. */
  readonly draft: number;
  /** One run of the other models over one position. */
  readonly verify: number;
  /** One more position in the run of the other models. */
  readonly further: number;
}

/** Drafts are never longer: beyond, even a sure draft gains little over two of half the length. */
export const longestDraft = 8;

/**
 * Decides, token by token, how long a draft is worth its cost: as long as the next token brings more text per time than
 * the round does so far.
 *
 * With drafts 1 … k, of which the i-th is right together with all before it with probability Sᵢ, a round gives
 * 1 + S₁ + … + Sₖ tokens. It takes one run of the drafting model for each draft, one run of the others over k + 1
 * positions, and one more of the drafting model where all were right (probability Sₖ). That a draft's first run is
 * needed in any case makes the first draft cheap.
 */
export class DraftChain {
  readonly #costs: RoundCosts;
  readonly #limit: number;
  #length = 0;
  #survival = 1;
  #tokens = 1;

  /** @param limit the longest draft that is of use */
  constructor(costs: RoundCosts, limit: number) {
    this.#costs = costs;
    this.#limit = Math.min(limit, longestDraft);
  }

  /**
   * Takes a token into the draft if that pays. The drafting model's run that proposed it has been made already.
   *
   * @param acceptance probability that it is right if all before it are
   * @returns whether it was taken
   */
  take(acceptance: number): boolean {
    if (this.#length >= this.#limit) return false;
    const { draft, verify, further } = this.#costs;
    const survival = this.#survival * acceptance;
    const spent = (this.#length + 1) * draft + verify + this.#length * further;
    if (!this.#pays(survival, further + draft * survival, spent)) return false;
    this.#length += 1;
    this.#survival = survival;
    this.#tokens += survival;
    return true;
  }

  /**
   * Whether to let the drafting model propose another token.
   *
   * @param acceptance probability that a token of which nothing is known yet is right
   */
  goesOn(acceptance: number): boolean {
    if (this.#length >= this.#limit) return false;
    const { draft, verify, further } = this.#costs;
    const survival = this.#survival * acceptance;
    const spent = this.#length * (draft + further) + verify + draft * this.#survival;
    return this.#pays(survival, draft + further + draft * (survival - this.#survival), spent);
  }

  /** More tokens per time with `tokens` more for `time` more than in `spent` so far. */
  #pays(tokens: number, time: number, spent: number): boolean {
    return tokens * spent > this.#tokens * time;
  }
}

/**
 * Tokens per time of a draft of the best length whose tokens are all right with the same probability.
 *
 * @param timeOf what a round with a draft of this length takes
 */
export function bestUniformDraft(
  acceptance: number,
  limit: number,
  timeOf: (length: number) => number,
): { readonly length: number; readonly rate: number } {
  let best = { length: 0, rate: 1 / timeOf(0) };
  let survival = 1;
  let tokens = 1;
  for (let length = 1; length <= Math.min(limit, longestDraft); length++) {
    survival *= acceptance;
    tokens += survival;
    const rate = tokens / timeOf(length);
    if (rate > best.rate) best = { length, rate };
  }
  return best;
}
