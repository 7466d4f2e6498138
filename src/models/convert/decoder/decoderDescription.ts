import type { ModelManifest } from '../../../engine/runtime/modelManifest.ts';

/** A linear layer of a checkpoint: names of its weight, stored as [outputs, inputs], and of its bias. */
export interface LinearTensors {
  readonly weight: string;
  readonly bias: string | null;
}

/** Names of one layer's tensors, in the order of the computation. */
export interface LayerTensors {
  readonly attentionNorm: string;
  readonly query: LinearTensors;
  readonly key: LinearTensors;
  readonly value: LinearTensors;
  /** Norms over each head of the queries and keys, before they are rotated. */
  readonly headNorms: { readonly query: string; readonly key: string } | null;
  readonly attentionOutput: LinearTensors;
  /** Norm of what attention adds to the residual stream. */
  readonly attentionOutputNorm: string | null;
  readonly feedForwardNorm: string;
  readonly gate: LinearTensors;
  readonly up: LinearTensors;
  readonly down: LinearTensors;
  /** Norm of what the feed-forward part adds to the residual stream. */
  readonly feedForwardOutputNorm: string | null;
}

/** One layer: its tensors, and what its attention sees. */
export interface DecoderLayer {
  readonly tensors: LayerTensors;
  /** Angle per position, in radians, of each of the headSize / 2 rotated pairs. */
  readonly rotaryFrequencies: readonly number[];
  /** What the cosines and sines of the rotation are multiplied with. */
  readonly rotaryScale: number;
  /** How many last positions a token attends to, its own included; null for all of them. */
  readonly slidingWindow: number | null;
}

/**
 * A decoder with RMS norms before each part, grouped-query attention, rotary positions and a gated feed-forward part:
 * all that the graph builder needs to know, in no architecture's own words.
 */
export interface DecoderDescription {
  readonly architecture: ModelManifest['architecture'];
  /** Rows of the embedding, and width of the logits. */
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly attentionHeads: number;
  /** Divides `attentionHeads`. */
  readonly keyValueHeads: number;
  readonly headSize: number;
  readonly feedForwardSize: number;
  /** Positions the model was made for. */
  readonly contextLength: number;
  readonly normEpsilon: number;
  /** Norms multiply with this plus their stored weight. */
  readonly normOffset: 0 | 1;
  /** What the gate goes through. */
  readonly activation: 'silu' | 'gelu-tanh';
  /** What scores q·k are multiplied with. */
  readonly attentionScale: number;
  /** What the embedding is multiplied with. */
  readonly embeddingScale: number;
  readonly embedding: string;
  /** At least one. */
  readonly layers: readonly DecoderLayer[];
  readonly finalNorm: string;
  /** Null when the head is the embedding itself. */
  readonly head: string | null;
  readonly endOfTextIds: readonly number[];
}

/** Names of all tensors that a decoder is made of, each once. */
export function tensorNames({ embedding, layers, finalNorm, head }: DecoderDescription): ReadonlySet<string> {
  const names = [embedding, ...layers.flatMap(({ tensors }) => layerTensorNames(tensors)), finalNorm, head];
  return new Set(names.filter((name) => name !== null));
}

function layerTensorNames(tensors: LayerTensors): readonly (string | null)[] {
  const { query, key, value, attentionOutput, gate, up, down, headNorms } = tensors;
  const linears = [query, key, value, attentionOutput, gate, up, down];
  return [
    ...linears.flatMap(({ weight, bias }) => [weight, bias]),
    ...(headNorms === null ? [] : [headNorms.query, headNorms.key]),
    tensors.attentionNorm,
    tensors.attentionOutputNorm,
    tensors.feedForwardNorm,
    tensors.feedForwardOutputNorm,
  ];
}
