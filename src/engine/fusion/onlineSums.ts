import { gridIndex, weightGrid, type WeightPair } from './grid.ts';

/**
 * Tokens after which the evidence of a token counts half. Measured on held-out text (models/demo/README.md): half-lives
 * of 256 to 1 024 tokens do equally well, shorter ones forget what a longer document shows.
 */
export const defaultHalfLife = 256;

/** Half-lives after which evidence is left out: it would count a sixteenth of that of the last token, or less. */
export const halfLivesKept = 4;

/**
 * How much better another pair must be before it takes the place of the usual one, in standard errors of the mean
 * difference per token: as for `selectCautiously`.
 */
const clearErrors = 2;

/** One token has no variance: nothing is clear. (Two fading ones count a little less than 2.) */
const fewestTokens = 1.5;

/** A log-probability this low says that a pair is hopeless; −∞ would turn differences into NaN. */
const hopeless = -1_000;

/**
 * Running sums over the tokens of a document, by which the weights follow it: each token adds 36 numbers, what came
 * before fades by half every half-life. The usual pair holds until another is clearly better.
 */
export class OnlineSums {
  readonly usual: WeightPair;
  /** In tokens. */
  readonly halfLife: number;
  readonly #usual: number;
  readonly #decay: number;
  /** Per pair Σ wₜ·gₜ and Σ wₜ·gₜ², where g is the pair's log-probability less the usual one's and w the fading weight. */
  readonly #gains = new Float64Array(weightGrid.length);
  readonly #squares = new Float64Array(weightGrid.length);
  /** Σ wₜ and Σ wₜ² */
  #weight = 0;
  #weightSquares = 0;
  /** Σ wₜ·(log-probability under the usual pair) */
  #usualSum = 0;

  /**
   * @param usual a pair of the grid
   * @param halfLife in tokens, above 0
   */
  constructor(usual: WeightPair, halfLife: number) {
    this.usual = usual;
    this.halfLife = halfLife;
    this.#usual = gridIndex(usual);
    if (this.#usual < 0) throw new Error('The usual pair is not in the grid.');
    this.#decay = 2 ** (-1 / halfLife);
  }

  /** @param score the token's 36 log-probabilities in grid order */
  add(score: Float64Array): void {
    const decay = this.#decay;
    const reference = Math.max(score[this.#usual]!, hopeless);
    for (let pair = 0; pair < weightGrid.length; pair++) {
      const gain = Math.max(score[pair]!, hopeless) - reference;
      this.#gains[pair] = decay * this.#gains[pair]! + gain;
      this.#squares[pair] = decay * this.#squares[pair]! + gain * gain;
    }
    this.#weight = decay * this.#weight + 1;
    this.#weightSquares = decay * decay * this.#weightSquares + 1;
    this.#usualSum = decay * this.#usualSum + reference;
  }

  /** The pair to write with: the usual one unless the best is clearly better. */
  get pair(): WeightPair {
    return weightGrid[this.#chosen]!;
  }

  /** So many tokens of equal weight would give means as certain as these: (Σ w)² / Σ w². */
  get effectiveTokens(): number {
    return this.#weight === 0 ? 0 : this.#weight ** 2 / this.#weightSquares;
  }

  /** Mean negative log-likelihood per token under {@link pair}, in nats, recent tokens counting more; 0 without tokens. */
  get meanNegativeLogLikelihood(): number {
    return this.#weight === 0 ? 0 : -(this.#usualSum + this.#gains[this.#chosen]!) / this.#weight;
  }

  /** The same sums, which may then go another way. */
  copy(): OnlineSums {
    const copy = new OnlineSums(this.usual, this.halfLife);
    copy.#gains.set(this.#gains);
    copy.#squares.set(this.#squares);
    copy.#weight = this.#weight;
    copy.#weightSquares = this.#weightSquares;
    copy.#usualSum = this.#usualSum;
    return copy;
  }

  get #chosen(): number {
    let best = this.#usual;
    for (let pair = 0; pair < weightGrid.length; pair++) {
      if (this.#gains[pair]! > this.#gains[best]!) best = pair;
    }
    const count = this.effectiveTokens;
    if (best === this.#usual || count < fewestTokens) return this.#usual;
    const mean = this.#gains[best]! / this.#weight;
    // Rounding can make the difference of two equal numbers negative.
    const spread = Math.max(0, this.#squares[best]! / this.#weight - mean ** 2);
    const variance = (spread * count) / (count - 1);
    return mean > clearErrors * Math.sqrt(variance / count) ? best : this.#usual;
  }
}
