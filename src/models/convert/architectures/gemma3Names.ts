import type { LayerTensors } from '../decoder/decoderDescription.ts';
import { projections } from './projections.ts';

/** What stands before the names of the text half, in the order in which it is looked for. */
const prefixes = ['model.', 'language_model.model.', 'model.language_model.', 'language_model.'] as const;

/** What the head of the text half is called. */
const heads = ['lm_head.weight', 'language_model.lm_head.weight', 'model.lm_head.weight'] as const;

/** Names of the tensors of a Gemma 3 checkpoint. */
export interface Gemma3Names {
  readonly embedding: string;
  readonly finalNorm: string;
  readonly head: string;
  layer(index: number, attentionBias: boolean): LayerTensors;
}

/** The names under which a checkpoint has the text half: they depend on the class that saved it, and on its version. */
export function gemma3Names(hasTensor: (name: string) => boolean): Gemma3Names {
  const embedding = (prefix: string): string => `${prefix}embed_tokens.weight`;
  const prefix = prefixes.find((candidate) => hasTensor(embedding(candidate))) ?? prefixes[0];
  return {
    embedding: embedding(prefix),
    finalNorm: `${prefix}norm.weight`,
    head: heads.find(hasTensor) ?? heads[0],
    layer(index, attentionBias): LayerTensors {
      const layer = `${prefix}layers.${index}`;
      const norm = (name: string): string => `${layer}.${name}.weight`;
      return {
        ...projections(layer, {
          attentionInput: attentionBias,
          attentionOutput: attentionBias,
          feedForward: false,
        }),
        attentionNorm: norm('input_layernorm'),
        headNorms: { query: norm('self_attn.q_norm'), key: norm('self_attn.k_norm') },
        attentionOutputNorm: norm('post_attention_layernorm'),
        feedForwardNorm: norm('pre_feedforward_layernorm'),
        feedForwardOutputNorm: norm('post_feedforward_layernorm'),
      };
    },
  };
}
