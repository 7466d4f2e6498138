import { trimixWeights } from './mix.ts';

/** The values the paper tries for α and for β. */
const gridValues = [0.1, 0.3, 0.5, 0.7, 0.9, 1.0] as const;

/** One point of the grid. */
export interface WeightPair {
  readonly alpha: number;
  readonly beta: number;
}

/** The pair that the paper selects for nearly every language and task. */
export const usualPair: WeightPair = { alpha: 0.1, beta: 0.9 };

/** All 36 pairs, α outer, β inner: the order of every array of grid scores. */
export const weightGrid: readonly WeightPair[] = gridValues.flatMap((alpha) =>
  gridValues.map((beta) => ({ alpha, beta })),
);

/** Where a pair stands in the grid; −1 for one that is not in it. */
export function gridIndex({ alpha, beta }: WeightPair): number {
  return weightGrid.findIndex((pair) => pair.alpha === alpha && pair.beta === beta);
}

/** Rows of logits of the sources at one position; small-base may be missing from memory. */
export interface GridRows {
  readonly largeIns: Float32Array;
  readonly smallCpt: Float32Array;
  readonly smallBase: Float32Array | null;
}

/** Per pair in grid order, whether it gives small-base a weight. */
const needsSmallBase = weightGrid.map(({ alpha, beta }) => trimixWeights(alpha, beta).smallBase !== 0);

/** Whether a pair, by its place in the grid, can be used with or without small-base. */
export function isOpenPair(pair: number, hasSmallBase: boolean): boolean {
  return hasSmallBase || needsSmallBase[pair] !== true;
}

/**
 * Natural log of the probability that the mix of each pair gives to `token`: 36 values in grid order.
 *
 * With d = L_largeIns − L_smallBase and e = L_smallCpt − L_smallBase the mix is L_smallBase + α·d + β·e, so
 * exp(mix) factors into exp(L_smallBase)·exp(α·d)·exp(β·e): 13 exponentials per vocabulary entry instead of 36.
 * Everything is shifted by its value at `token`, which keeps the product within the range of doubles: the result is
 * −ln Σ exp(mix[v] − mix[token]). Where it overflows all the same, the pair is hopeless and gets −∞. Exact and slow:
 * `scoreGrid` gives the same values by vectors.
 *
 * Without small-base, the pairs with α + β = 1 remain and all others get −∞. With L_smallCpt in the place of
 * L_smallBase, e is 0 and the mix is L_smallCpt + α·(L_largeIns − L_smallCpt): just these pairs.
 */
export function gridLogProbabilities(rows: GridRows, token: number, size: number): Float64Array {
  const { largeIns, smallCpt } = rows;
  const smallBase = rows.smallBase ?? smallCpt;
  const base0 = smallBase[token]!;
  const d0 = largeIns[token]! - base0;
  const e0 = smallCpt[token]! - base0;
  const side = gridValues.length;
  const sums = new Float64Array(side * side);
  const alphaFactors = new Float64Array(side);
  for (let id = 0; id < size; id++) {
    const raw = smallBase[id]!;
    const b = raw - base0;
    const d = largeIns[id]! - raw - d0;
    const e = smallCpt[id]! - raw - e0;
    const scale = Math.exp(b);
    for (let i = 0; i < side; i++) alphaFactors[i] = scale * Math.exp(gridValues[i]! * d);
    for (let j = 0; j < side; j++) {
      const betaFactor = Math.exp(gridValues[j]! * e);
      for (let i = 0; i < side; i++) sums[i * side + j]! += alphaFactors[i]! * betaFactor;
    }
  }
  return sums.map((sum, pair) => (isOpenPair(pair, rows.smallBase !== null) ? -Math.log(sum) : -Infinity));
}
