import { bestWithMargin } from '../../fusion/distribution.ts';

/** A token proposed for a draft. */
export interface Proposal {
  readonly token: number;
  /** By how much the drafting model prefers it to its second best, in logits; Infinity where there is no second. */
  readonly margin: number;
}

/**
 * Proposes the token at index `index` of the generation.
 *
 * @param row the drafting model's logits
 * @param size ids that count
 */
export type Propose = (row: Float32Array, size: number, index: number) => Proposal;

/** The drafting model's own best token. */
export const proposeBest: Propose = (row, size) => {
  const { id, margin } = bestWithMargin(row, size);
  // A row of −∞ or NaN has no best token: it is reported where the choice is made.
  return { token: Math.max(id, 0), margin };
};

/** What became of the draft at one token of a generation that was recorded. */
export interface DraftOutcome {
  readonly accepted: boolean;
  readonly margin: number;
}

/**
 * Proposes right and wrong tokens as real text had them, where models with made-up weights would agree by chance only:
 * for measuring time. The runs are the real ones.
 *
 * @param tokens what the generation will choose
 * @param outcomes from the first token on, over and over
 */
export function proposeAsRecorded(tokens: readonly number[], outcomes: readonly DraftOutcome[]): Propose {
  return (row, size, index) => {
    const outcome = outcomes[index % outcomes.length];
    const right = tokens[index];
    if (outcome === undefined || right === undefined) return proposeBest(row, size, index);
    const { accepted, margin } = outcome;
    return { token: accepted ? right : (right + 1) % size, margin };
  };
}
