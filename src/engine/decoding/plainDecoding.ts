/** Ways to prove that optimisations change nothing; never used by the product. */
export interface PlainDecoding {
  readonly reusePrefix?: boolean;
  readonly chunk?: number;
  readonly runAllSources?: boolean;
  readonly speculate?: boolean;
  readonly exactScores?: boolean;
}
