import { GraphWriter } from '../../onnx/graphWriter.ts';
import type { DecoderDescription } from '../decoder/decoderDescription.ts';
import { writeDecoderGraph } from '../decoder/decoderGraph.ts';
import type { WeightFormat } from './weightFormat.ts';
import type { TensorPart, WeightStore } from './weightStore.ts';

/** One unit of the weights, as {@link WeightStore.put} is going to be asked for it. */
export interface PlannedUnit {
  readonly tensors: readonly TensorPart[];
  /** How many stored tensors it becomes. */
  readonly ranges: number;
}

/** What a conversion is going to store, in its order, found by writing the graph without its weights. */
export async function planWeights(
  description: DecoderDescription,
  format: WeightFormat,
): Promise<readonly PlannedUnit[]> {
  const units: PlannedUnit[] = [];
  const store: WeightStore = {
    put(tensors, pieces) {
      units.push({ tensors, ranges: pieces.length });
      return Promise.resolve(pieces.map(() => ({ offset: 0, length: 0 })));
    },
  };
  await writeDecoderGraph(description, { graph: new GraphWriter(''), store, format });
  return units;
}
