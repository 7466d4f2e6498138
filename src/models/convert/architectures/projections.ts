import type { LayerTensors, LinearTensors } from '../decoder/decoderDescription.ts';

/** Which linear layers of a decoder layer have a bias. */
export interface Biases {
  readonly attentionInput: boolean;
  readonly attentionOutput: boolean;
  readonly feedForward: boolean;
}

/** The linear layers under the names that Llama gave them and later families took over. */
export function projections(
  prefix: string,
  biases: Biases,
): Pick<LayerTensors, 'query' | 'key' | 'value' | 'attentionOutput' | 'gate' | 'up' | 'down'> {
  const linear = (part: string, hasBias: boolean): LinearTensors => ({
    weight: `${prefix}.${part}_proj.weight`,
    bias: hasBias ? `${prefix}.${part}_proj.bias` : null,
  });
  return {
    query: linear('self_attn.q', biases.attentionInput),
    key: linear('self_attn.k', biases.attentionInput),
    value: linear('self_attn.v', biases.attentionInput),
    attentionOutput: linear('self_attn.o', biases.attentionOutput),
    gate: linear('mlp.gate', biases.feedForward),
    up: linear('mlp.up', biases.feedForward),
    down: linear('mlp.down', biases.feedForward),
  };
}
