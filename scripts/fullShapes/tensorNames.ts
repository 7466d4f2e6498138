import type { Shape } from '../../src/models/catalogue/shape.ts';

/** A tensor of a checkpoint, in the order in which transformers writes them. */
export interface PublishedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** All tensors of a Qwen2 checkpoint of this shape. */
export function* qwen2Tensors(shape: Shape): Generator<PublishedTensor> {
  const { hiddenSize: hidden, headSize, feedForwardSize, vocabularySize } = shape;
  const queries = shape.attentionHeads * headSize;
  const keys = shape.keyValueHeads * headSize;
  yield { name: 'model.embed_tokens.weight', shape: [vocabularySize, hidden] };
  for (let layer = 0; layer < shape.layers; layer++) {
    const of = (name: string, ...lengths: readonly number[]): PublishedTensor => ({
      name: `model.layers.${layer}.${name}`,
      shape: lengths,
    });
    yield of('self_attn.q_proj.weight', queries, hidden);
    yield of('self_attn.q_proj.bias', queries);
    yield of('self_attn.k_proj.weight', keys, hidden);
    yield of('self_attn.k_proj.bias', keys);
    yield of('self_attn.v_proj.weight', keys, hidden);
    yield of('self_attn.v_proj.bias', keys);
    yield of('self_attn.o_proj.weight', hidden, queries);
    yield of('mlp.gate_proj.weight', feedForwardSize, hidden);
    yield of('mlp.up_proj.weight', feedForwardSize, hidden);
    yield of('mlp.down_proj.weight', hidden, feedForwardSize);
    yield of('input_layernorm.weight', hidden);
    yield of('post_attention_layernorm.weight', hidden);
  }
  yield { name: 'model.norm.weight', shape: [hidden] };
  if (!shape.tiedHead) yield { name: 'lm_head.weight', shape: [vocabularySize, hidden] };
}
