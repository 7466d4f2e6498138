import type { DecoderDescription, DecoderLayer } from './decoderDescription.ts';
import { graphNames } from './graphNames.ts';
import { writeLinear, type DecoderContext } from './linearLayers.ts';
import { writeNorm } from './norms.ts';
import type { RotaryTables, SharedValues } from './sharedValues.ts';

/** What one layer's attention reads. */
export interface AttentionInput {
  readonly index: number;
  readonly layer: DecoderLayer;
  readonly shared: SharedValues;
  /** The normalised residual stream, [1, T, hidden]. */
  readonly input: string;
}

/** Writes causal grouped-query attention with its projections; returns the name of [1, T, hidden]. */
export async function writeAttention(
  description: DecoderDescription,
  context: DecoderContext,
  { index, layer, shared, input }: AttentionInput,
): Promise<string> {
  const { graph } = context;
  const { attentionHeads, keyValueHeads, headSize, hiddenSize } = description;
  const { tensors, slidingWindow } = layer;
  const prefix = `layer.${index}.attention`;
  const queryRows = attentionHeads * headSize;
  const keyRows = keyValueHeads * headSize;
  // One product for queries, keys and values: the fused attention takes them packed.
  const packed = await writeLinear(context, `${prefix}.input`, input, hiddenSize, [
    { tensors: tensors.query, rows: queryRows },
    { tensors: tensors.key, rows: keyRows },
    { tensors: tensors.value, rows: keyRows },
  ]);
  const projected =
    tensors.headNorms === null
      ? [packed, '', '']
      : await writeHeadNorms(description, context, prefix, packed, tensors.headNorms);
  const { pasts, presents } = declareCache(description, context, index);
  const { cosines, sines }: RotaryTables = shared.rotaries[index]!;
  const attended = graph.node(
    'com.microsoft:GroupQueryAttention',
    prefix,
    [...projected, ...pasts, shared.lastPosition, shared.totalLength, cosines, sines],
    {
      attributes: {
        num_heads: attentionHeads,
        kv_num_heads: keyValueHeads,
        scale: { float: description.attentionScale },
        do_rotary: 1,
        rotary_interleaved: 0,
        // Since ONNX Runtime 1.23 the window counts the token itself, as transformers does.
        ...(slidingWindow === null ? {} : { local_window_size: slidingWindow }),
      },
      outputs: [`${prefix}.heads`, ...presents],
    },
  );
  return writeLinear(context, `${prefix}.output`, attended, queryRows, [
    { tensors: tensors.attentionOutput, rows: hiddenSize },
  ]);
}

/** Takes packed queries, keys and values apart, and normalises each head of the queries and keys. */
async function writeHeadNorms(
  description: DecoderDescription,
  context: DecoderContext,
  prefix: string,
  packed: string,
  norms: { readonly query: string; readonly key: string },
): Promise<readonly string[]> {
  const { graph } = context;
  const { attentionHeads, keyValueHeads, headSize } = description;
  const rows = [attentionHeads, keyValueHeads, keyValueHeads].map((heads) => BigInt(heads * headSize));
  const parts = ['query', 'key', 'value'].map((part) => `${prefix}.${part}`);
  graph.node('Split', `${prefix}.split`, [packed, graph.constant(`${prefix}.rows`, rows, [3])], {
    attributes: { axis: -1 },
    outputs: parts,
  });
  const normalised = async (part: string, tensor: string, heads: number): Promise<string> => {
    const shape = (name: string, last: number) => graph.constant(`${part}.${name}`, [1n, -1n, BigInt(last)], [3]);
    const single = graph.node('Reshape', `${part}.heads`, [part, shape('headShape', headSize)]);
    const norm = await writeNorm(description, context, tensor, single, headSize);
    return graph.node('Reshape', `${part}.normalised`, [norm, shape('shape', heads * headSize)]);
  };
  const [query, key, value] = parts as [string, string, string];
  return [
    await normalised(query, norms.query, attentionHeads),
    await normalised(key, norms.key, keyValueHeads),
    value,
  ];
}

/** A layer that sees a window keeps the whole sequence all the same: a cache can then be rewound to any length. */
function declareCache(
  { keyValueHeads, headSize }: DecoderDescription,
  { graph }: DecoderContext,
  index: number,
): { readonly pasts: readonly string[]; readonly presents: readonly string[] } {
  const cache = (name: string): string => name.replace('{layer}', String(index));
  const cacheShape = (length: string) => [1, keyValueHeads, length, headSize];
  const presents = [cache(graphNames.presentKey), cache(graphNames.presentValue)];
  const pasts = [cache(graphNames.pastKey), cache(graphNames.pastValue)];
  for (const past of pasts) graph.input(past, 'float32', cacheShape('past_buffer_length'));
  for (const present of presents) graph.output(present, 'float32', cacheShape('present_buffer_length'));
  return { pasts, presents };
}
