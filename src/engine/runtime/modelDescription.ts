/** Layouts of a model folder: TriMix's own, Optimum's and transformers.js's, onnxruntime-genai's. */
export const modelLayouts = ['trimix', 'optimum', 'genai'] as const;
export type ModelLayout = (typeof modelLayouts)[number];

/** Keys or values of one layer: [1, heads, positions, headSize]. */
export interface CacheEntry {
  /** Name of the graph's input. */
  readonly past: string;
  /** Name of the graph's output. */
  readonly present: string;
  readonly heads: number;
  readonly headSize: number;
  readonly type: 'float32' | 'float16';
}

/**
 * How a cached sequence is made shorter. Where the attention is told by the mask how much of the buffers counts
 * (GroupQueryAttention), a shorter mask is enough; where the graph joins old and new (Concat), the buffers must be cut.
 */
export type Rewinding = 'mask' | 'slice';

/** What goes into a graph and comes out of it. */
export interface GraphDescription {
  /** Path below the folder, with «/». */
  readonly file: string;
  readonly inputs: {
    /** [1, T] int64 */
    readonly inputIds: string;
    /** [1, P + T] int64 */
    readonly attentionMask: string;
    /** [1, T] int64; null where the graph counts positions itself. */
    readonly positionIds: string | null;
    /** Scalar int64: how many last positions give logits, 0 for all; null where the graph does not ask. */
    readonly numLogitsToKeep: string | null;
  };
  /** [1, n, logitsWidth] float32 or float16; n is T, what was asked for, or 1. */
  readonly logits: string;
  readonly cache: readonly CacheEntry[];
  readonly rewinding: Rewinding;
}

/** What is known of a model without loading it, whoever made it. Null stands for «its files do not say». */
export interface ModelDescription {
  readonly layout: ModelLayout;
  readonly architecture: string;
  readonly graph: GraphDescription;
  /** Width of the logits; may exceed the tokenizer's vocabulary by padding. */
  readonly logitsWidth: number;
  /** Positions the model was made for (prompt and generated tokens together). */
  readonly contextLength: number;
  readonly endOfTextIds: readonly number[];
  readonly quantisation: {
    readonly precision: 'fp32' | 'fp16' | 'int8' | 'int4';
    readonly blockSize: number | null;
  };
  /** sha256 of the tokenizer.json the model was made with; the models of a trio must agree. */
  readonly tokenizerSha256: string | null;
  readonly source: {
    readonly repository: string | null;
    readonly revision: string | null;
    readonly licence: string | null;
  };
}

/** Bytes of one number of a cache. */
export const elementBytes = { float32: 4, float16: 2 } as const satisfies Record<CacheEntry['type'], number>;

/** Bytes that the cache of one sequence grows by with each position. */
export function cacheBytesPerPosition({ graph }: Pick<ModelDescription, 'graph'>): number {
  return graph.cache.reduce(
    (sum, { heads, headSize, type }) => sum + heads * headSize * elementBytes[type],
    0,
  );
}

/** A file of a model. */
export interface ModelFile {
  /** Path below the folder, with «/». */
  readonly path: string;
  readonly bytes: number;
  /** Null where nobody wrote down what it should be. */
  readonly sha256: string | null;
}

/** A model folder whose description makes sense and whose files are there in full length. */
export interface ModelFolder {
  readonly directory: string;
  readonly description: ModelDescription;
  /** The graph, then its external data. */
  readonly files: readonly ModelFile[];
  /** Bytes of all files. */
  readonly bytes: number;
}
