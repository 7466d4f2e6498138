import type { WeightContext } from '../weights/weightFormat.ts';
import type { DecoderDescription } from './decoderDescription.ts';
import { writeVector } from './vector.ts';

/** A point of the residual stream: its sum so far, and that sum normalised. */
export interface Stream {
  readonly sum: string;
  readonly normalised: string;
}

/**
 * Root mean square norm (arXiv 1910.07467) over the last axis.
 *
 * @param tensor the norm's weight in the checkpoint
 * @param size length of the last axis
 */
export async function writeNorm(
  description: DecoderDescription,
  context: WeightContext,
  tensor: string,
  input: string,
  size = description.hiddenSize,
): Promise<string> {
  const weight = await normWeight(description, context, tensor, size);
  return context.graph.node('SimplifiedLayerNormalization', `${tensor}.normalised`, [input, weight], {
    attributes: { axis: -1, epsilon: { float: description.normEpsilon }, stash_type: 1 },
  });
}

/** Adds to the residual stream and normalises the new sum, in one kernel. */
export async function writeAddAndNorm(
  description: DecoderDescription,
  context: WeightContext,
  tensor: string,
  sum: string,
  addition: string,
): Promise<Stream> {
  const weight = await normWeight(description, context, tensor, description.hiddenSize);
  const name = `${tensor}.normalised`;
  const next = `${tensor}.sum`;
  context.graph.node('com.microsoft:SkipSimplifiedLayerNormalization', name, [addition, sum, weight], {
    attributes: { epsilon: { float: description.normEpsilon } },
    outputs: [name, '', '', next],
  });
  return { sum: next, normalised: name };
}

async function normWeight(
  { normOffset }: DecoderDescription,
  context: WeightContext,
  tensor: string,
  length: number,
): Promise<string> {
  return writeVector(context, tensor, [{ tensor, length }], normOffset);
}
