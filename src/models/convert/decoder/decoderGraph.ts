import type { GraphWriter } from '../../onnx/graphWriter.ts';
import type { WeightMatrix } from '../weights/weightReader.ts';
import { writeAttention } from './attention.ts';
import type { DecoderDescription } from './decoderDescription.ts';
import { writeFeedForward } from './feedForward.ts';
import { graphNames } from './graphNames.ts';
import type { DecoderContext } from './linearLayers.ts';
import { writeAddAndNorm, writeNorm, type Stream } from './norms.ts';
import { writeSharedValues, type SharedValues } from './sharedValues.ts';

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
  context: DecoderContext,
): Promise<void> {
  const { graph, format } = context;
  const { layers, finalNorm, head, embeddingScale } = description;
  const ids = graph.input(graphNames.inputIds, 'int64', [1, 'sequence_length']);
  const shared = await writeSharedValues(description, context, ids);

  const vocabulary = await format.vocabulary(
    context,
    'embedding.matrix',
    matrix(description, description.embedding),
  );
  const embedded = scaled(graph, vocabulary.embed('embedding', ids), embeddingScale);
  let stream: Stream = {
    sum: embedded,
    normalised: await writeNorm(description, context, layers[0]!.tensors.attentionNorm, embedded),
  };
  for (const index of layers.keys()) {
    const nextNorm = layers[index + 1]?.tensors.attentionNorm ?? finalNorm;
    stream = await writeLayer(description, context, { index, shared, stream, nextNorm });
  }

  const kept = keepLast(graph, stream.normalised);
  const scorer =
    head === null ? vocabulary : await format.vocabulary(context, 'head.matrix', matrix(description, head));
  scorer.project('head', kept, graphNames.logits);
  graph.output(graphNames.logits, 'float32', [1, 'logits_length', description.vocabularySize]);
}

interface LayerInput {
  readonly index: number;
  readonly shared: SharedValues;
  readonly stream: Stream;
  /** Norm that follows the layer. */
  readonly nextNorm: string;
}

async function writeLayer(
  description: DecoderDescription,
  context: DecoderContext,
  { index, shared, stream, nextNorm }: LayerInput,
): Promise<Stream> {
  const layer = description.layers[index]!;
  const { feedForwardNorm, attentionOutputNorm, feedForwardOutputNorm } = layer.tensors;
  const outputNorm = async (tensor: string | null, output: string): Promise<string> =>
    tensor === null ? output : writeNorm(description, context, tensor, output);
  const input = stream.normalised;
  const attended = await writeAttention(description, context, { index, layer, shared, input });
  const attention = await outputNorm(attentionOutputNorm, attended);
  const middle = await writeAddAndNorm(description, context, feedForwardNorm, stream.sum, attention);
  const fed = await writeFeedForward(
    description,
    context,
    `layer.${index}`,
    layer.tensors,
    middle.normalised,
  );
  const feedForward = await outputNorm(feedForwardOutputNorm, fed);
  return writeAddAndNorm(description, context, nextNorm, middle.sum, feedForward);
}

function matrix({ vocabularySize, hiddenSize }: DecoderDescription, tensor: string): WeightMatrix {
  return { columns: hiddenSize, parts: [{ tensor, rows: vocabularySize }] };
}

function scaled(graph: GraphWriter, embedding: string, scale: number): string {
  if (scale === 1) return embedding;
  return graph.node('Mul', 'embedding.scaled', [embedding, graph.scalar('embedding.scale', scale)]);
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
