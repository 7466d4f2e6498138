import type { GraphWriter } from '../onnx/graphWriter.ts';
import { elementType } from '../onnx/messages.ts';
import type { DecoderDescription, LayerTensors, LinearTensors } from './decoderDescription.ts';
import { rotaryTable } from './rotary.ts';
import type { WeightContext, WeightFormat } from './weights/weightFormat.ts';
import type { WeightMatrix } from './weights/weightReader.ts';

/** Names of the graph's inputs and outputs; `{layer}` stands for the layer's number. */
export const graphNames = {
  inputIds: 'input_ids',
  attentionMask: 'attention_mask',
  numLogitsToKeep: 'num_logits_to_keep',
  logits: 'logits',
  pastKey: 'past_key_values.{layer}.key',
  pastValue: 'past_key_values.{layer}.value',
  presentKey: 'present.{layer}.key',
  presentValue: 'present.{layer}.value',
} as const;

/** Values that every layer reads. */
interface Shared {
  /** Length of the whole sequence, past included, minus 1: [1] int32. */
  readonly lastPosition: string;
  /** Length of the whole sequence, past included: scalar int32. */
  readonly totalLength: string;
  readonly cosines: string;
  readonly sines: string;
}

/** A point of the residual stream: its sum so far, and that sum normalised. */
interface Stream {
  readonly sum: string;
  readonly normalised: string;
}

/**
 * Writes the graph of a decoder and its weights, layer by layer.
 *
 * Inputs: `input_ids` [1, T] int64; `attention_mask` [1, P + T] int64, whose sum is the length of the sequence
 * with these T tokens; `past_key_values.L.key` and `.value` [1, heads, C, headSize] float32 with C ≥ P (what lies
 * behind P is ignored, so a shorter mask rewinds the cache); `num_logits_to_keep`, scalar int64: how many last
 * positions give logits, 0 for all. Outputs: `logits` [1, n, vocabulary] float32; `present.L.key` and `.value`
 * [1, heads, max(C, P + T), headSize] float32.
 */
export async function writeDecoderGraph(
  description: DecoderDescription,
  format: WeightFormat,
  context: WeightContext,
): Promise<void> {
  const { graph } = context;
  const ids = graph.input(graphNames.inputIds, 'int64', [1, 'sequence_length']);
  const shared = await writeShared(description, graph);

  const vocabulary = await format.vocabulary(context, 'embedding.matrix', matrix(description, description.embedding));
  const embedded = vocabulary.embed('embedding', ids);
  let stream: Stream = {
    sum: embedded,
    normalised: await normalise(description, context, description.layers[0]!.attentionNorm, embedded),
  };
  for (const [layer, tensors] of description.layers.entries()) {
    const prefix = `layer.${layer}`;
    const attended = await writeAttention(description, format, context, { layer, tensors, shared, stream });
    const middle = await addAndNormalise(description, context, tensors.feedForwardNorm, stream.sum, attended);
    const fed = await writeFeedForward(description, format, context, prefix, tensors, middle.normalised);
    const nextNorm = description.layers[layer + 1]?.attentionNorm ?? description.finalNorm;
    stream = await addAndNormalise(description, context, nextNorm, middle.sum, fed);
  }

  const kept = keepLast(graph, stream.normalised);
  const head = description.head;
  const scorer = head === null ? vocabulary : await format.vocabulary(context, 'head.matrix', matrix(description, head));
  scorer.project('head', kept, graphNames.logits);
  graph.output(graphNames.logits, 'float32', [1, 'logits_length', description.vocabularySize]);
}

function matrix({ vocabularySize, hiddenSize }: DecoderDescription, tensor: string): WeightMatrix {
  return { columns: hiddenSize, parts: [{ tensor, rows: vocabularySize }] };
}

/** The mask only says how long the sequence is: attention is causal, and one sequence needs no padding. */
async function writeShared(description: DecoderDescription, graph: GraphWriter): Promise<Shared> {
  const mask = graph.input(graphNames.attentionMask, 'int64', [1, 'total_sequence_length']);
  const toInt32 = { attributes: { to: elementType.int32 } };
  const one = graph.constant('one', [1n], []);
  const axis = graph.constant('mask.axis', [1n], [1]);
  const sum = graph.node('ReduceSum', 'mask.sum', [mask, axis], { attributes: { keepdims: 0 } });
  const last = graph.node('Sub', 'mask.last', [sum, one]);
  const shape = graph.node('Shape', 'mask.shape', [mask]);
  const length = graph.node('Gather', 'mask.length', [shape, one], { attributes: { axis: 0 } });
  const { rotaryFrequencies: frequencies, contextLength } = description;
  const tableShape = [contextLength, frequencies.length];
  const table = async (name: string, wave: (angle: number) => number): Promise<string> => {
    const range = await graph.store(rotaryTable(wave, frequencies, contextLength));
    return graph.initializer(name, 'float32', tableShape, range);
  };
  return {
    lastPosition: graph.node('Cast', 'last_position', [last], toInt32),
    totalLength: graph.node('Cast', 'total_length', [length], toInt32),
    cosines: await table('rotary.cosines', Math.cos),
    sines: await table('rotary.sines', Math.sin),
  };
}

interface AttentionInput {
  readonly layer: number;
  readonly tensors: LayerTensors;
  readonly shared: Shared;
  readonly stream: Stream;
}

async function writeAttention(
  description: DecoderDescription,
  format: WeightFormat,
  context: WeightContext,
  { layer, tensors, shared, stream }: AttentionInput,
): Promise<string> {
  const { graph } = context;
  const { attentionHeads, keyValueHeads, headSize, hiddenSize } = description;
  const prefix = `layer.${layer}.attention`;
  const queryRows = attentionHeads * headSize;
  const keyRows = keyValueHeads * headSize;
  // One product for queries, keys and values: the fused attention takes them packed.
  const packed = await linear(format, context, `${prefix}.input`, stream.normalised, hiddenSize, [
    { tensors: tensors.query, rows: queryRows },
    { tensors: tensors.key, rows: keyRows },
    { tensors: tensors.value, rows: keyRows },
  ]);
  const cache = (name: string): string => name.replace('{layer}', String(layer));
  const cacheShape = (length: string) => [1, keyValueHeads, length, headSize];
  const presents = [cache(graphNames.presentKey), cache(graphNames.presentValue)];
  const pasts = [cache(graphNames.pastKey), cache(graphNames.pastValue)];
  for (const past of pasts) graph.input(past, 'float32', cacheShape('past_buffer_length'));
  for (const present of presents) graph.output(present, 'float32', cacheShape('present_buffer_length'));
  const attended = graph.node(
    'com.microsoft:GroupQueryAttention',
    prefix,
    [packed, '', '', ...pasts, shared.lastPosition, shared.totalLength, shared.cosines, shared.sines],
    {
      attributes: {
        num_heads: attentionHeads,
        kv_num_heads: keyValueHeads,
        scale: { float: description.attentionScale },
        do_rotary: 1,
        rotary_interleaved: 0,
      },
      outputs: [`${prefix}.heads`, ...presents],
    },
  );
  return linear(format, context, `${prefix}.output`, attended, queryRows, [
    { tensors: tensors.attentionOutput, rows: hiddenSize },
  ]);
}

/** down(silu(gate(x)) · up(x)) */
async function writeFeedForward(
  { hiddenSize, feedForwardSize }: DecoderDescription,
  format: WeightFormat,
  context: WeightContext,
  prefix: string,
  tensors: LayerTensors,
  input: string,
): Promise<string> {
  const { graph } = context;
  const wide = (name: string, part: LinearTensors) =>
    linear(format, context, `${prefix}.${name}`, input, hiddenSize, [{ tensors: part, rows: feedForwardSize }]);
  const gate = await wide('gate', tensors.gate);
  const up = await wide('up', tensors.up);
  const sigmoid = graph.node('Sigmoid', `${prefix}.sigmoid`, [gate]);
  const silu = graph.node('Mul', `${prefix}.silu`, [gate, sigmoid]);
  const gated = graph.node('Mul', `${prefix}.gated`, [silu, up]);
  return linear(format, context, `${prefix}.down`, gated, feedForwardSize, [
    { tensors: tensors.down, rows: hiddenSize },
  ]);
}

/** One product with one or several linear layers, one below the other; all of them have a bias, or none. */
async function linear(
  format: WeightFormat,
  context: WeightContext,
  name: string,
  input: string,
  columns: number,
  layers: readonly { readonly tensors: LinearTensors; readonly rows: number }[],
): Promise<string> {
  const { graph, reader } = context;
  const parts = layers.map(({ tensors, rows }) => ({ tensor: tensors.weight, rows }));
  const product = await format.linear(context, name, { columns, parts }, input);
  const biases = layers.flatMap(({ tensors, rows }) =>
    tensors.bias === null ? [] : [{ tensor: tensors.bias, length: rows }],
  );
  if (biases.length === 0) return product;
  const bias = await vector(graph, `${name}.bias`, await reader.vector(biases));
  return graph.node('Add', `${name}.biased`, [product, bias]);
}

async function normalise(
  { normEpsilon, hiddenSize }: DecoderDescription,
  { graph, reader }: WeightContext,
  tensor: string,
  input: string,
): Promise<string> {
  const weight = await vector(graph, tensor, await reader.vector([{ tensor, length: hiddenSize }]));
  return graph.node('SimplifiedLayerNormalization', `${tensor}.normalised`, [input, weight], {
    attributes: { axis: -1, epsilon: { float: normEpsilon }, stash_type: 1 },
  });
}

async function addAndNormalise(
  { normEpsilon, hiddenSize }: DecoderDescription,
  { graph, reader }: WeightContext,
  tensor: string,
  sum: string,
  addition: string,
): Promise<Stream> {
  const weight = await vector(graph, tensor, await reader.vector([{ tensor, length: hiddenSize }]));
  const name = `${tensor}.normalised`;
  const next = `${tensor}.sum`;
  graph.node('com.microsoft:SkipSimplifiedLayerNormalization', name, [addition, sum, weight], {
    attributes: { epsilon: { float: normEpsilon } },
    outputs: [name, '', '', next],
  });
  return { sum: next, normalised: name };
}

/** Keeps the last n positions of [1, T, hidden]; a slice from −0 on keeps all. */
function keepLast(graph: GraphWriter, hidden: string): string {
  const count = graph.input(graphNames.numLogitsToKeep, 'int64', []);
  const oneLong = graph.constant('keep.shape', [1n], [1]);
  const end = graph.constant('keep.end', [2n ** 63n - 1n], [1]);
  const axis = graph.constant('keep.axis', [1n], [1]);
  const negative = graph.node('Neg', 'keep.negative', [count]);
  const start = graph.node('Reshape', 'keep.start', [negative, oneLong]);
  return graph.node('Slice', 'keep', [hidden, start, end, axis]);
}

async function vector(graph: GraphWriter, name: string, values: Float32Array): Promise<string> {
  const range = await graph.store([new Uint8Array(values.buffer)]);
  return graph.initializer(name, 'float32', [values.length], range);
}
