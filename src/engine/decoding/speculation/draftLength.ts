/** Drafts are never longer: beyond, even a sure draft gains little over two of half the length. */
export const longestDraft = 8;

/**
 * What each further position of a run costs, relative to a run of one: measured with int4 weights on a processor, from
 * 1.06 for two to 2.04 for eight. Weights are read once for all positions, so memory bandwidth is shared.
 */
const furtherPosition = 0.14;

/** Drafts remembered: a sentence or two, so that a change of subject shows soon. */
const memory = 32;

/** Acceptance that a generation begins with, before anything was measured. */
const hope = 0.7;

/**
 * Chooses how many tokens to draft, by how often drafts were right lately and by what the models cost. It looks at
 * counts and sizes and never at a clock, so that a generation is the same each time.
 */
export class DraftLength {
  /** Costs of one step of the drafting model and of the others together, in any common unit. */
  readonly #draftCost: number;
  readonly #verifyCost: number;
  #acceptance = hope;

  constructor(costs: { readonly draft: number; readonly verify: number }) {
    this.#draftCost = costs.draft;
    this.#verifyCost = costs.verify;
  }

  /** How often a drafted token was taken lately, in [0, 1]. */
  get acceptance(): number {
    return this.#acceptance;
  }

  /** Takes note of one drafted token that was compared with the one chosen. */
  record(accepted: boolean): void {
    this.#acceptance += ((accepted ? 1 : 0) - this.#acceptance) / memory;
  }

  /** The length with the most tokens per cost, 0 to {@link longestDraft} and at most `limit`. */
  best(limit: number): number {
    let best = 0;
    let bestRate = 1 / (this.#draftCost + this.#verifyCost);
    for (let length = 1; length <= Math.min(longestDraft, limit); length++) {
      const rate = this.#expectedTokens(length) / this.#cost(length);
      if (rate > bestRate) {
        best = length;
        bestRate = rate;
      }
    }
    return best;
  }

  /** 1 + a + … + aⁿ: the token that the verification gives by itself, and the drafted ones before the first wrong one. */
  #expectedTokens(length: number): number {
    let sum = 1;
    let term = 1;
    for (let i = 0; i < length; i++) sum += term *= this.#acceptance;
    return sum;
  }

  #cost(length: number): number {
    // The drafting model reads the last draft only when all were right.
    const drafting = this.#draftCost * (length + this.#acceptance ** length);
    return drafting + this.#verifyCost * (1 + furtherPosition * length);
  }
}
