import type { Propose } from './speculation/proposal.ts';

/** Ways to prove that optimisations change nothing, and to measure them; never used by the product. */
export interface PlainDecoding {
  readonly reusePrefix?: boolean;
  readonly chunk?: number;
  readonly runAllSources?: boolean;
  readonly speculate?: boolean;
  /** True scores the grid of weights by the exact loop. */
  readonly exactScores?: boolean;
  /** Where drafts come from in the place of the drafting model's best tokens. */
  readonly propose?: Propose;
}
