import { z } from 'zod';
import { assertNever } from '../../engine/errors.ts';

const positive = z.int().positive();

/** The numbers of a published configuration that decide how many weights a decoder has. */
export const shapeSchema = z.strictObject({
  architecture: z.enum(['qwen2', 'gemma3']),
  layers: positive.max(1024),
  hiddenSize: positive.max(65_536),
  attentionHeads: positive.max(1024),
  keyValueHeads: positive.max(1024),
  headSize: positive.max(4096),
  feedForwardSize: positive.max(1_000_000),
  vocabularySize: positive.max(4_000_000),
  /** The head multiplies with the embedding's matrix. */
  tiedHead: z.boolean(),
  /** Positions the model was made for. */
  contextLength: positive.max(16_777_216),
  /** Weights that are published along and never converted: Gemma 3's vision tower and projector. */
  visionParameters: z.int().nonnegative(),
});

export type Shape = z.infer<typeof shapeSchema>;

/** How many weights a decoder has, by how a conversion stores them. */
export interface ParameterCounts {
  /** Matrices of attention and feed-forward layers. */
  readonly linear: number;
  /** One matrix [vocabulary, hidden]; there are two when the head is not tied. */
  readonly vocabulary: number;
  /** 1 or 2. */
  readonly vocabularies: number;
  /** Norms and biases. */
  readonly vectors: number;
}

/**
 * Counts a decoder's weights from its shape.
 *
 * Per layer: query and output [hidden, heads × headSize], key and value [hidden, keyValueHeads × headSize], gate, up and
 * down [hidden, feedForward]; the vectors differ by architecture. One more norm follows the last layer. As the
 * reference implementation (transformers: Qwen2Model, Gemma3TextModel) lays them out.
 */
export function countParameters(shape: Shape): ParameterCounts {
  const { hiddenSize, headSize, layers } = shape;
  const queries = shape.attentionHeads * headSize;
  const keys = shape.keyValueHeads * headSize;
  const attention = 2 * hiddenSize * queries + 2 * hiddenSize * keys;
  const feedForward = 3 * hiddenSize * shape.feedForwardSize;
  return {
    linear: layers * (attention + feedForward),
    vocabulary: shape.vocabularySize * hiddenSize,
    vocabularies: shape.tiedHead ? 1 : 2,
    vectors: layers * vectorsOfLayer(shape, queries, keys) + hiddenSize,
  };
}

/** Qwen2: two norms, and biases on query, key and value. Gemma 3: four norms, and a norm each for queries and keys. */
function vectorsOfLayer(
  { architecture, hiddenSize, headSize }: Shape,
  queries: number,
  keys: number,
): number {
  switch (architecture) {
    case 'qwen2':
      return 2 * hiddenSize + queries + 2 * keys;
    case 'gemma3':
      return 4 * hiddenSize + 2 * headSize;
    default:
      return assertNever(architecture);
  }
}

/** All weights of the decoder. */
export function parameterCount(shape: Shape): number {
  const { linear, vocabulary, vocabularies, vectors } = countParameters(shape);
  return linear + vocabulary * vocabularies + vectors;
}

/** All weights of the published checkpoint, vision tower included: the number its page shows. */
export function publishedParameterCount(shape: Shape): number {
  return parameterCount(shape) + shape.visionParameters;
}
