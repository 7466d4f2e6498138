/**
 * Upper ends of classes of margins: by how much, in logits, the drafting model prefers its best token to the second.
 * The wider the margin, the less the other models can change the choice.
 */
const marginClasses = [0.25, 0.5, 1, 2, 4, Infinity] as const;

/** Acceptance in each class before anything was measured; about what the demo's held-out text gives. */
const usualAcceptance = [0.5, 0.6, 0.7, 0.85, 0.95, 0.99] as const;

/** Drafts that a class remembers: a few sentences, so that another text shows soon. */
const memory = 64;

/** Drafts that the mean remembers. */
const meanMemory = 32;

/** Mean acceptance before anything was measured. */
const usualMean = 0.75;

/** How often drafted tokens turned out to be the chosen ones, by how sure the drafting model was of them. */
export class Acceptance {
  readonly #classes: number[] = [...usualAcceptance];
  #mean = usualMean;

  /** Probability in (0, 1) that a token drafted with such a margin will be chosen. */
  at(margin: number): number {
    return this.#classes[classOf(margin)]!;
  }

  /** Probability that a token will be chosen of which nothing is known yet. */
  get mean(): number {
    return this.#mean;
  }

  /** Takes note of one drafted token that was compared with the one chosen. */
  record(margin: number, accepted: boolean): void {
    const at = classOf(margin);
    const outcome = accepted ? 1 : 0;
    this.#classes[at]! += (outcome - this.#classes[at]!) / memory;
    this.#mean += (outcome - this.#mean) / meanMemory;
  }
}

/** NaN, the margin of a row that has no second token, belongs to the surest class. */
function classOf(margin: number): number {
  const found = marginClasses.findIndex((end) => margin < end);
  return found === -1 ? marginClasses.length - 1 : found;
}
