import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeModel, type ModelMessage, type NodeMessage } from '../../../src/models/onnx/messages.ts';
import type { ModelManifest } from '../../../src/engine/runtime/modelManifest.ts';
import { readManifest } from './onnxModel.ts';
import type { NamedTensor } from './writeSafetensors.ts';

/**
 * Reads a converted Qwen2 model back into the tensors of a checkpoint, taking quantised weights for what they
 * stand for: the values that an exact computation on the committed model would use.
 */
export function dequantise(directory: string) {
  const { graph } = decodeModel(readFileSync(join(directory, 'model.onnx')));
  const manifest = readManifest(directory);
  const { layers, keyValueHeads, headSize } = manifest.graph.kvCache;
  const initializers = new InitializerReader(directory, graph);
  const tensors = new Map<string, NamedTensor>();
  const put = (name: string, shape: readonly number[], values: Float32Array) =>
    tensors.set(name, { shape, values });
  const vector = (name: string, from = name): void => {
    const values = initializers.floats(from);
    put(name, [values.length], values);
  };
  const matrix = (name: string, node: string): void => {
    const { rows, columns, values } = blockMatrix(initializers, find(graph, node));
    put(name, [rows, columns], values);
  };

  matrix('model.embed_tokens.weight', 'head');
  vector('model.norm.weight');
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `model.layers.${layer}`;
    vector(`${prefix}.input_layernorm.weight`);
    vector(`${prefix}.post_attention_layernorm.weight`);
    const packed = blockMatrix(initializers, find(graph, `layer.${layer}.attention.input`));
    const bias = initializers.floats(`layer.${layer}.attention.input.bias`);
    const keyRows = keyValueHeads * headSize;
    const ends = { q: packed.rows - 2 * keyRows, k: packed.rows - keyRows, v: packed.rows };
    let start = 0;
    for (const [part, end] of Object.entries(ends)) {
      const name = `${prefix}.self_attn.${part}_proj`;
      const values = packed.values.slice(start * packed.columns, end * packed.columns);
      put(`${name}.weight`, [end - start, packed.columns], values);
      put(`${name}.bias`, [end - start], bias.slice(start, end));
      start = end;
    }
    matrix(`${prefix}.self_attn.o_proj.weight`, `layer.${layer}.attention.output`);
    for (const part of ['gate', 'up', 'down'])
      matrix(`${prefix}.mlp.${part}_proj.weight`, `layer.${layer}.${part}`);
  }
  return { config: config(graph, manifest), tensors };
}

/** config.json of the checkpoint, read off the graph. */
function config(
  graph: ModelMessage['graph'],
  { graph: { kvCache }, logitsWidth, contextLength, endOfTextIds }: ModelManifest,
) {
  const norm = graph.node.find((node) => node.opType === 'SimplifiedLayerNormalization');
  return {
    model_type: 'qwen2',
    vocab_size: logitsWidth,
    hidden_size: integer(find(graph, 'head'), 'K'),
    intermediate_size: integer(find(graph, 'layer.0.gate'), 'N'),
    num_hidden_layers: kvCache.layers,
    num_attention_heads: integer(find(graph, 'layer.0.attention'), 'num_heads'),
    num_key_value_heads: kvCache.keyValueHeads,
    max_position_embeddings: contextLength,
    rms_norm_eps: norm!.attribute.find(({ name }) => name === 'epsilon')!.f!,
    // All three demo checkpoints have it; the graph keeps only the tables made from it.
    rope_theta: 10_000,
    hidden_act: 'silu',
    tie_word_embeddings: true,
    eos_token_id: endOfTextIds[0]!,
  };
}

function integer(node: NodeMessage, attribute: string): number {
  return node.attribute.find(({ name }) => name === attribute)!.i!;
}

function find(graph: ModelMessage['graph'], name: string): NodeMessage {
  const node = graph.node.find((candidate) => candidate.name === name);
  if (node === undefined) throw new Error(`no node ${name}`);
  return node;
}

/** (quant − zero) · scale, as the documentation of MatMulNBits has it; 4-bit numbers lie low half first. */
function blockMatrix(initializers: InitializerReader, node: NodeMessage) {
  const [rows, columns] = [integer(node, 'N'), integer(node, 'K')];
  const [bits, blockSize] = [integer(node, 'bits'), integer(node, 'block_size')];
  const quants = initializers.bytes(node.input[1]!);
  const scales = initializers.floats(node.input[2]!);
  const blocks = Math.ceil(columns / blockSize);
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const block = row * blocks + Math.floor(column / blockSize);
      const at = block * blockSize + (column % blockSize);
      const quant = bits === 8 ? quants[at]! : (quants[at >> 1]! >> (4 * (at & 1))) & 15;
      values[row * columns + column] = (quant - 2 ** (bits - 1)) * scales[block]!;
    }
  }
  return { rows, columns, values };
}

class InitializerReader {
  readonly #data: Buffer;
  readonly #graph: ModelMessage['graph'];

  constructor(directory: string, graph: ModelMessage['graph']) {
    this.#data = readFileSync(join(directory, 'model.onnx.data'));
    this.#graph = graph;
  }

  bytes(name: string): Uint8Array {
    const tensor = this.#graph.initializer.find((candidate) => candidate.name === name);
    if (tensor === undefined) throw new Error(`no initialiser ${name}`);
    const field = (key: string) => Number(tensor.externalData?.find((entry) => entry.key === key)?.value);
    return Uint8Array.prototype.slice.call(this.#data, field('offset'), field('offset') + field('length'));
  }

  floats(name: string): Float32Array {
    return new Float32Array(this.bytes(name).slice().buffer);
  }
}
