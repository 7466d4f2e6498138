import type { LinearTensors } from './decoderDescription.ts';
import { writeVector } from './vector.ts';
import type { WeightContext, WeightFormat } from '../weights/weightFormat.ts';

/** Where a decoder's parts are written to: the graph and the weights, and how weights are stored. */
export interface DecoderContext extends WeightContext {
  readonly format: WeightFormat;
}

/** A linear layer with the number of its outputs. */
export interface SizedLinear {
  readonly tensors: LinearTensors;
  readonly rows: number;
}

/**
 * One product with one or several linear layers, one below the other; all of them have a bias, or none.
 *
 * @returns name of [1, T, sum of the rows]
 */
export async function writeLinear(
  context: DecoderContext,
  name: string,
  input: string,
  columns: number,
  layers: readonly SizedLinear[],
): Promise<string> {
  const { format, graph } = context;
  const parts = layers.map(({ tensors, rows }) => ({ tensor: tensors.weight, rows }));
  const product = await format.linear(context, name, { columns, parts }, input);
  const biases = layers.flatMap(({ tensors, rows }) =>
    tensors.bias === null ? [] : [{ tensor: tensors.bias, length: rows }],
  );
  if (biases.length === 0) return product;
  const bias = await writeVector(context, `${name}.bias`, biases);
  return graph.node('Add', `${name}.biased`, [product, bias]);
}
