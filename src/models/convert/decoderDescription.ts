import type { ModelManifest } from '../../engine/runtime/modelManifest.ts';

/** A linear layer of a checkpoint: names of its weight, stored as [outputs, inputs], and of its bias. */
export interface LinearTensors {
  readonly weight: string;
  readonly bias: string | null;
}

/** Names of one layer's tensors. */
export interface LayerTensors {
  readonly attentionNorm: string;
  readonly query: LinearTensors;
  readonly key: LinearTensors;
  readonly value: LinearTensors;
  readonly attentionOutput: LinearTensors;
  readonly feedForwardNorm: string;
  readonly gate: LinearTensors;
  readonly up: LinearTensors;
  readonly down: LinearTensors;
}

/**
 * A pre-norm decoder with grouped-query attention, rotary positions and a gated SiLU feed-forward part:
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
  /** What scores q·k are multiplied with. */
  readonly attentionScale: number;
  /** Angle per position, in radians, of each of the headSize / 2 rotated pairs. */
  readonly rotaryFrequencies: readonly number[];
  readonly embedding: string;
  readonly layers: readonly LayerTensors[];
  readonly finalNorm: string;
  /** Null when the head is the embedding itself. */
  readonly head: string | null;
  readonly endOfTextIds: readonly number[];
}
