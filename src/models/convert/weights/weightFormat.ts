import type { GraphWriter } from '../../onnx/graphWriter.ts';
import type { WeightMatrix } from './weightReader.ts';
import type { WeightStore } from './weightStore.ts';

/** Where a format writes to. */
export interface WeightContext {
  readonly graph: GraphWriter;
  readonly store: WeightStore;
}

/** A stored matrix [vocabulary, hidden], used to look tokens up, to score them, or both when the head is tied. */
export interface Vocabulary {
  /** Adds the look-up; `ids` is [1, T] int64, the result [1, T, hidden] float32. */
  embed(name: string, ids: string): string;
  /** Adds the scores of all tokens; `hidden` is [1, n, hidden], the result [1, n, vocabulary] float32. */
  project(name: string, hidden: string, output: string): string;
}

/** One way of storing weights in a graph and computing with them in single precision. */
export interface WeightFormat {
  /** Stores a matrix [outputs, inputs] and adds input · matrixᵀ; returns the name of the result. */
  linear(context: WeightContext, name: string, matrix: WeightMatrix, input: string): Promise<string>;
  /** Stores a vocabulary matrix. */
  vocabulary(context: WeightContext, name: string, matrix: WeightMatrix): Promise<Vocabulary>;
}
