import type { DecoderDescription, LayerTensors } from './decoderDescription.ts';
import { writeLinear, type DecoderContext } from './linearLayers.ts';
import { writeNorm } from './norms.ts';
import type { RotaryTables } from './sharedValues.ts';

/** What queries, keys and values are made from. */
export interface ProjectionInput {
  readonly prefix: string;
  readonly tensors: LayerTensors;
  /** The normalised residual stream, [1, T, hidden]. */
  readonly input: string;
  readonly rotary: RotaryTables;
  /** Position of the first of the T tokens, [1] int64; null where the fused attention rotates. */
  readonly firstPosition: string | null;
}

/** Queries, keys and values as the fused attention takes them. */
export interface AttentionInputs {
  /** Names of the three, or of all three packed into one and two empty ones. */
  readonly values: readonly [string, string, string];
  readonly isRotated: boolean;
}

/** One product for queries, keys and values; taken apart only where something happens to them before attention. */
export async function writeAttentionInputs(
  description: DecoderDescription,
  context: DecoderContext,
  { prefix, tensors, input, rotary, firstPosition }: ProjectionInput,
): Promise<AttentionInputs> {
  const { attentionHeads, keyValueHeads, headSize, hiddenSize } = description;
  const queryRows = attentionHeads * headSize;
  const keyRows = keyValueHeads * headSize;
  const packed = await writeLinear(context, `${prefix}.input`, input, hiddenSize, [
    { tensors: tensors.query, rows: queryRows },
    { tensors: tensors.key, rows: keyRows },
    { tensors: tensors.value, rows: keyRows },
  ]);
  if (tensors.headNorms === null && firstPosition === null)
    return { values: [packed, '', ''], isRotated: false };

  const part = (name: string): string => `${prefix}.${name}`;
  const [query, key, value] = [part('query'), part('key'), part('value')];
  const rows = context.graph.constant(
    part('rows'),
    [BigInt(queryRows), BigInt(keyRows), BigInt(keyRows)],
    [3],
  );
  context.graph.node('Split', part('split'), [packed, rows], {
    attributes: { axis: -1 },
    outputs: [query, key, value],
  });
  const prepared = async (name: string, heads: number, norm: string | undefined): Promise<string> => {
    const normalised =
      norm === undefined ? name : await writeHeadNorm(description, context, name, heads, norm);
    return firstPosition === null ? normalised : rotate(context, normalised, heads, rotary, firstPosition);
  };
  return {
    values: [
      await prepared(query, attentionHeads, tensors.headNorms?.query),
      await prepared(key, keyValueHeads, tensors.headNorms?.key),
      value,
    ],
    isRotated: firstPosition !== null,
  };
}

/** Normalises each head of [1, T, heads · headSize] by itself. */
async function writeHeadNorm(
  description: DecoderDescription,
  context: DecoderContext,
  name: string,
  heads: number,
  tensor: string,
): Promise<string> {
  const { graph } = context;
  const { headSize } = description;
  const shape = (suffix: string, last: number) =>
    graph.constant(`${name}.${suffix}`, [1n, -1n, BigInt(last)], [3]);
  const single = graph.node('Reshape', `${name}.heads`, [name, shape('headShape', headSize)]);
  const norm = await writeNorm(description, context, tensor, single, headSize);
  return graph.node('Reshape', `${name}.normalised`, [norm, shape('shape', heads * headSize)]);
}

/** Turns each head of [1, T, heads · headSize] by its position. */
function rotate(
  { graph }: DecoderContext,
  name: string,
  heads: number,
  { cosines, sines }: RotaryTables,
  firstPosition: string,
): string {
  return graph.node(
    'com.microsoft:RotaryEmbedding',
    `${name}.rotated`,
    [name, firstPosition, cosines, sines],
    {
      attributes: { num_heads: heads, interleaved: 0 },
    },
  );
}
