import type { WeightContext } from '../weights/weightFormat.ts';

/** A vector of the checkpoint. */
export interface VectorTensor {
  readonly tensor: string;
  readonly length: number;
}

/**
 * Stores vectors, joined end to end, in single precision, whatever the format of the matrices: they weigh nothing
 * beside them.
 *
 * @param offset is added to each element
 */
export async function writeVector(
  { graph, store }: WeightContext,
  name: string,
  parts: readonly VectorTensor[],
  offset = 0,
): Promise<string> {
  const tensors = parts.map(({ tensor, length }) => ({ tensor, shape: [length] }));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const [range] = await store.put(tensors, [
    async function* (reader) {
      const stored = await reader.vector(parts);
      yield new Uint8Array((offset === 0 ? stored : stored.map((weight) => offset + weight)).buffer);
    },
  ]);
  return graph.initializer(name, 'float32', [length], range!);
}
