import { writeAttentionInputs } from './attentionInputs.ts';
import type { DecoderDescription, DecoderLayer } from './decoderDescription.ts';
import { graphNames } from './graphNames.ts';
import { writeLinear, type DecoderContext } from './linearLayers.ts';
import type { SharedValues } from './sharedValues.ts';

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
  const rotary = shared.rotaries[index]!;
  const { values, isRotated } = await writeAttentionInputs(description, context, {
    prefix,
    tensors,
    input,
    rotary,
    firstPosition: shared.firstPosition,
  });
  const { pasts, presents } = declareCache(description, context, index);
  const tables = isRotated ? [] : [rotary.cosines, rotary.sines];
  const attended = graph.node(
    'com.microsoft:GroupQueryAttention',
    prefix,
    [...values, ...pasts, shared.lastPosition, shared.totalLength, ...tables],
    {
      attributes: {
        num_heads: attentionHeads,
        kv_num_heads: keyValueHeads,
        scale: { float: description.attentionScale },
        do_rotary: isRotated ? 0 : 1,
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
