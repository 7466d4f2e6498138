import { z } from 'zod';
import type { DecoderDescription } from '../decoder/decoderDescription.ts';
import type { Architecture, DescribeDecoder } from './architecture.ts';
import {
  checkHeads,
  headSizeOf,
  off,
  sizeFields,
  storageFields,
  thenCheck,
  tokenIds,
  unset,
} from './configFields.ts';
import { gemma3Names } from './gemma3Names.ts';
import { rotaryFrequencies, rotaryScale } from './rotaryFrequencies.ts';
import { rotaryBase, rotaryParameters, type RotaryParameters } from './rotaryParameters.ts';
import { checkWindows, slidingWindows, windowFields } from './slidingWindows.ts';

/**
 * The text half of Gemma 3. Published files leave out what equals a default, so the defaults are those of
 * transformers (Gemma3TextConfig).
 */
const fields = z.object({
  ...storageFields,
  vocab_size: sizeFields.vocab_size.default(262_208),
  hidden_size: sizeFields.hidden_size.default(2304),
  intermediate_size: sizeFields.intermediate_size.default(9216),
  num_hidden_layers: sizeFields.num_hidden_layers.default(26),
  num_attention_heads: sizeFields.num_attention_heads.default(8),
  num_key_value_heads: sizeFields.num_attention_heads.default(4),
  head_dim: z.int().positive().max(4096).default(256),
  max_position_embeddings: sizeFields.max_position_embeddings.default(131_072),
  rms_norm_eps: sizeFields.rms_norm_eps.default(1e-6),
  hidden_activation: z.literal('gelu_pytorch_tanh').default('gelu_pytorch_tanh'),
  attention_bias: z.boolean().default(false),
  query_pre_attn_scalar: z.number().min(1e-6).max(1e9).default(256),
  ...windowFields,
  sliding_window: windowFields.sliding_window.default(4096),
  sliding_window_pattern: z.int().positive().default(6),
  rope_theta: rotaryBase.default(1_000_000),
  rope_local_base_freq: rotaryBase.default(10_000),
  /** Of the layers that see everything. */
  rope_scaling: rotaryParameters.nullish(),
  /** Where newer checkpoints keep what the three fields above say. */
  rope_parameters: z
    .strictObject({
      full_attention: rotaryParameters.nullish(),
      sliding_attention: rotaryParameters.nullish(),
    })
    .nullish(),
  tie_word_embeddings: z.boolean().nullish(),
  final_logit_softcapping: unset('capping of logits'),
  attn_logit_softcapping: unset('capping of attention scores'),
  use_bidirectional_attention: off('attention to later tokens'),
  eos_token_id: tokenIds.default(1),
});

type TextConfig = z.infer<typeof fields>;

/** config.json of the text half, checked. */
export const gemma3TextSchema = thenCheck(fields, (config, context) => {
  checkHeads(config, context);
  checkWindows(config, isSliding, context);
  if (config.rope_scaling != null && config.rope_parameters != null) {
    const message = 'it is not supported beside rope_parameters';
    context.addIssue({ code: 'custom', path: ['rope_scaling'], message });
  }
});

/** Gemma 3 of text alone, and the text half of the larger ones when it was stored by itself. */
export const gemma3Text: Architecture = {
  modelType: 'gemma3_text',
  configSchema: gemma3TextSchema.transform(
    (config): DescribeDecoder =>
      (hasTensor) =>
        describeGemma3(config, hasTensor, config.tie_word_embeddings ?? true),
  ),
};

/**
 * Gemma 3: norms multiply with 1 plus their weight and stand before and after each part, queries and keys are
 * normalised, and most layers see a window, with a rotation of their own (arXiv 2503.19786).
 */
export function describeGemma3(
  config: TextConfig,
  hasTensor: (name: string) => boolean,
  isTied: boolean,
): DecoderDescription {
  const names = gemma3Names(hasTensor);
  const headSize = headSizeOf(config);
  const contextLength = config.max_position_embeddings;
  const rotary = (parameters: RotaryParameters | null, base: number) => ({
    rotaryFrequencies: rotaryFrequencies(parameters, { headSize, base, contextLength }),
    rotaryScale: rotaryScale(parameters),
  });
  const { rope_parameters: parameters, rope_theta: fullBase, rope_local_base_freq: slidingBase } = config;
  const full = rotary(config.rope_scaling ?? parameters?.full_attention ?? null, fullBase);
  const sliding = rotary(parameters?.sliding_attention ?? null, slidingBase);
  return {
    architecture: 'gemma3',
    vocabularySize: config.vocab_size,
    hiddenSize: config.hidden_size,
    attentionHeads: config.num_attention_heads,
    keyValueHeads: config.num_key_value_heads,
    headSize,
    feedForwardSize: config.intermediate_size,
    contextLength,
    normEpsilon: config.rms_norm_eps,
    normOffset: 1,
    activation: 'gelu-tanh',
    attentionScale: 1 / Math.sqrt(config.query_pre_attn_scalar),
    // transformers rounds it to the type it computes in, which is single precision here.
    embeddingScale: Math.fround(Math.sqrt(config.hidden_size)),
    embedding: names.embedding,
    layers: slidingWindows(config, isSliding).map((window, layer) => ({
      tensors: names.layer(layer, config.attention_bias),
      ...(window == null ? full : sliding),
      slidingWindow: window ?? null,
    })),
    finalNorm: names.finalNorm,
    head: isTied ? null : names.head,
    endOfTextIds: [config.eos_token_id ?? []].flat(),
  };
}

/** Every layer of a certain number sees everything. */
function isSliding(config: { readonly sliding_window_pattern: number }, layer: number): boolean {
  return (layer + 1) % config.sliding_window_pattern !== 0;
}
