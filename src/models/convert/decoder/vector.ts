import type { GraphWriter } from '../../onnx/graphWriter.ts';

/** Stores a vector in single precision, whatever the format of the matrices: it weighs nothing beside them. */
export async function writeVector(graph: GraphWriter, name: string, values: Float32Array): Promise<string> {
  const range = await graph.store([new Uint8Array(values.buffer)]);
  return graph.initializer(name, 'float32', [values.length], range);
}
