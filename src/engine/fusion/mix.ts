import { perSource, sourceIds, type PerSource, type SourceId } from './sources.ts';

/** One row of raw logits per source that ran; null for a source that did not. */
export type SourceLogits = PerSource<Float32Array | null>;

/** 1 − 0.9 − 0.1 is −2.8e−17 in doubles: less than this is rounding, not a weight. */
const weightEpsilon = 1e-9;

/** Weights of TriMix: α, β and 1 − α − β, with rounding dust swept to an exact 0 so that the source need not run. */
export function trimixWeights(alpha: number, beta: number): PerSource<number> {
  const gamma = 1 - alpha - beta;
  return sweep({ largeIns: alpha, smallCpt: beta, smallBase: gamma });
}

/** Sets weights that are zero but for rounding to 0. */
export function sweep(weights: PerSource<number>): PerSource<number> {
  return perSource((source) => (Math.abs(weights[source]) < weightEpsilon ? 0 : weights[source]));
}

/** The sources that a set of weights needs, in order. */
export function sourcesWithWeight(weights: PerSource<number>): readonly SourceId[] {
  return sourceIds.filter((source) => weights[source] !== 0);
}

/**
 * out[v] = Σ wᵢ · logitsᵢ[v] for v < size. Sums in double precision; sources of weight 0 are not read.
 *
 * @param out at least `size` long
 */
export function mixLogits(
  logits: SourceLogits,
  weights: PerSource<number>,
  size: number,
  out: Float32Array,
): void {
  const rows: Float32Array[] = [];
  const factors: number[] = [];
  for (const source of sourcesWithWeight(weights)) {
    const row = logits[source];
    if (row === null) throw new Error(`The source ${source} has a weight but was not run.`);
    rows.push(row);
    factors.push(weights[source]);
  }
  const [a, b, c] = rows;
  const [wa = 0, wb = 0, wc = 0] = factors;
  if (a === undefined) {
    out.fill(0, 0, size);
  } else if (b === undefined) {
    for (let id = 0; id < size; id++) out[id] = wa * a[id]!;
  } else if (c === undefined) {
    for (let id = 0; id < size; id++) out[id] = wa * a[id]! + wb * b[id]!;
  } else {
    for (let id = 0; id < size; id++) out[id] = wa * a[id]! + wb * b[id]! + wc * c[id]!;
  }
}
