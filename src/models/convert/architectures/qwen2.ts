import { z } from 'zod';
import type { DecoderDescription, LayerTensors } from '../decoderDescription.ts';
import { defaultRotaryFrequencies } from '../rotary.ts';
import type { Architecture } from './architecture.ts';

const positive = z.int().positive();
const tokenIds = z.union([z.int().nonnegative(), z.array(z.int().nonnegative()).max(64)]).nullish();

/** Only plain rotary positions: a model stretched by YaRN or the like would be converted wrongly. */
const rotaryKind = z.literal('default', { error: 'stretched rotary positions are not supported' }).optional();

/** The part of a Qwen2 config.json that decides the graph; bounds are far above any published model. */
const configSchema = z
  .object({
    vocab_size: positive.max(4_000_000),
    hidden_size: positive.max(65_536),
    intermediate_size: positive.max(1_000_000),
    num_hidden_layers: positive.max(1024),
    num_attention_heads: positive.max(1024),
    num_key_value_heads: positive.max(1024).optional(),
    head_dim: positive.max(4096).nullish(),
    max_position_embeddings: positive.max(1_048_576),
    rms_norm_eps: z.number().positive().max(1),
    hidden_act: z.literal('silu'),
    tie_word_embeddings: z.boolean().default(false),
    rope_theta: z.number().positive().optional(),
    rope_scaling: z.object({ type: rotaryKind, rope_type: rotaryKind }).nullish(),
    /** Where newer checkpoints keep what `rope_theta` and `rope_scaling` say. */
    rope_parameters: z.object({ rope_theta: z.number().positive().optional(), rope_type: rotaryKind }).nullish(),
    use_sliding_window: z.literal(false, { error: 'sliding-window attention is not supported' }).nullish(),
    layer_types: z
      .array(z.literal('full_attention', { error: 'sliding-window attention is not supported' }))
      .nullish(),
    quantization_config: z.undefined({ error: 'quantised checkpoints are not supported' }).optional(),
    eos_token_id: tokenIds,
  })
  .refine((config) => config.num_attention_heads % (config.num_key_value_heads ?? 1) === 0, {
    error: 'num_attention_heads is not a multiple of num_key_value_heads',
  })
  .refine((config) => config.head_dim != null || config.hidden_size % config.num_attention_heads === 0, {
    error: 'hidden_size is not a multiple of num_attention_heads',
  });

/** Base of the rotary frequencies where a Qwen2 config names none (transformers, Qwen2Config). */
const defaultRotaryBase = 10_000;

/** Qwen2 and Qwen2.5: biases on the query, key and value projections only. */
export const qwen2: Architecture<typeof configSchema> = {
  modelType: 'qwen2',
  configSchema,
  describe(config): DecoderDescription {
    const headSize = config.head_dim ?? config.hidden_size / config.num_attention_heads;
    const rotaryBase = config.rope_parameters?.rope_theta ?? config.rope_theta ?? defaultRotaryBase;
    return {
      architecture: 'qwen2',
      vocabularySize: config.vocab_size,
      hiddenSize: config.hidden_size,
      attentionHeads: config.num_attention_heads,
      keyValueHeads: config.num_key_value_heads ?? config.num_attention_heads,
      headSize,
      feedForwardSize: config.intermediate_size,
      contextLength: config.max_position_embeddings,
      normEpsilon: config.rms_norm_eps,
      attentionScale: 1 / Math.sqrt(headSize),
      rotaryFrequencies: defaultRotaryFrequencies(headSize, rotaryBase),
      embedding: 'model.embed_tokens.weight',
      layers: Array.from({ length: config.num_hidden_layers }, (_, layer) => layerTensors(layer)),
      finalNorm: 'model.norm.weight',
      head: config.tie_word_embeddings ? null : 'lm_head.weight',
      endOfTextIds: [config.eos_token_id ?? []].flat(),
    };
  },
};

function layerTensors(layer: number): LayerTensors {
  const prefix = `model.layers.${layer}`;
  const attention = (part: string): string => `${prefix}.self_attn.${part}_proj`;
  const projection = (part: string) => ({ weight: `${attention(part)}.weight`, bias: `${attention(part)}.bias` });
  const feedForward = (part: string) => ({ weight: `${prefix}.mlp.${part}_proj.weight`, bias: null });
  return {
    attentionNorm: `${prefix}.input_layernorm.weight`,
    query: projection('q'),
    key: projection('k'),
    value: projection('v'),
    attentionOutput: { weight: `${attention('o')}.weight`, bias: null },
    feedForwardNorm: `${prefix}.post_attention_layernorm.weight`,
    gate: feedForward('gate'),
    up: feedForward('up'),
    down: feedForward('down'),
  };
}
