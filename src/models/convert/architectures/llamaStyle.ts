import { z } from 'zod';
import type { DecoderDescription } from '../decoder/decoderDescription.ts';
import { headSizeOf, sizeFields, storageFields, tokenIds } from './configFields.ts';
import { projections, type Biases } from './projections.ts';
import { rotaryFrequencies, rotaryScale } from './rotaryFrequencies.ts';
import { rotaryBase, rotaryParameters, wholeHead } from './rotaryParameters.ts';

/** What Llama and Qwen2 have in common in config.json. */
export const llamaStyleSchema = z.object({
  ...sizeFields,
  ...storageFields,
  rope_theta: rotaryBase.nullish(),
  rope_scaling: rotaryParameters.nullish(),
  /** Where newer checkpoints keep what `rope_theta` and `rope_scaling` say. */
  rope_parameters: rotaryParameters.nullish(),
  partial_rotary_factor: wholeHead,
  hidden_act: z.enum(['silu', 'swish']),
  tie_word_embeddings: z.boolean().default(false),
  eos_token_id: tokenIds,
});

/** Base of the rotary frequencies where a configuration names none (transformers, default_theta). */
const defaultRotaryBase = 10_000;

/** What sets one family apart from the other. */
export interface LlamaStyleTraits {
  readonly architecture: 'llama' | 'qwen2';
  readonly biases: Biases;
  /** How many last positions each layer sees, null (or nothing) for all. */
  readonly windows: readonly (number | null | undefined)[];
}

/** A decoder with two norms a layer, SiLU, and one rotation for all layers. */
export function describeLlamaStyle(
  config: z.infer<typeof llamaStyleSchema>,
  { architecture, biases, windows }: LlamaStyleTraits,
): DecoderDescription {
  const headSize = headSizeOf(config);
  const contextLength = config.max_position_embeddings;
  const parameters = config.rope_scaling ?? config.rope_parameters ?? null;
  const frequencies = rotaryFrequencies(parameters, {
    headSize,
    base: config.rope_theta ?? defaultRotaryBase,
    contextLength,
  });
  return {
    architecture,
    vocabularySize: config.vocab_size,
    hiddenSize: config.hidden_size,
    attentionHeads: config.num_attention_heads,
    keyValueHeads: config.num_key_value_heads ?? config.num_attention_heads,
    headSize,
    feedForwardSize: config.intermediate_size,
    contextLength,
    normEpsilon: config.rms_norm_eps,
    normOffset: 0,
    activation: 'silu',
    attentionScale: 1 / Math.sqrt(headSize),
    embeddingScale: 1,
    embedding: 'model.embed_tokens.weight',
    layers: Array.from({ length: config.num_hidden_layers }, (_, layer) => {
      const prefix = `model.layers.${layer}`;
      return {
        tensors: {
          ...projections(prefix, biases),
          attentionNorm: `${prefix}.input_layernorm.weight`,
          headNorms: null,
          attentionOutputNorm: null,
          feedForwardNorm: `${prefix}.post_attention_layernorm.weight`,
          feedForwardOutputNorm: null,
        },
        rotaryFrequencies: frequencies,
        rotaryScale: rotaryScale(parameters),
        slidingWindow: windows[layer] ?? null,
      };
    }),
    finalNorm: 'model.norm.weight',
    head: config.tie_word_embeddings ? null : 'lm_head.weight',
    endOfTextIds: [config.eos_token_id ?? []].flat(),
  };
}
