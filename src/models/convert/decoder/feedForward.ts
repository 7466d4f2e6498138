import { assertNever } from '../../../engine/errors.ts';
import type { GraphWriter } from '../../onnx/graphWriter.ts';
import type { DecoderDescription, LayerTensors, LinearTensors } from './decoderDescription.ts';
import { writeLinear, type DecoderContext } from './linearLayers.ts';

/** Writes down(activation(gate(x)) · up(x)); returns the name of [1, T, hidden]. */
export async function writeFeedForward(
  { hiddenSize, feedForwardSize, activation }: DecoderDescription,
  context: DecoderContext,
  prefix: string,
  tensors: LayerTensors,
  input: string,
): Promise<string> {
  const { graph } = context;
  const wide = (name: string, part: LinearTensors) =>
    writeLinear(context, `${prefix}.${name}`, input, hiddenSize, [{ tensors: part, rows: feedForwardSize }]);
  const gate = await wide('gate', tensors.gate);
  const up = await wide('up', tensors.up);
  const activated = writeActivation(graph, activation, prefix, gate);
  const gated = graph.node('Mul', `${prefix}.gated`, [activated, up]);
  return writeLinear(context, `${prefix}.down`, gated, feedForwardSize, [
    { tensors: tensors.down, rows: hiddenSize },
  ]);
}

function writeActivation(
  graph: GraphWriter,
  activation: DecoderDescription['activation'],
  prefix: string,
  gate: string,
): string {
  switch (activation) {
    case 'silu': {
      const sigmoid = graph.node('Sigmoid', `${prefix}.sigmoid`, [gate]);
      return graph.node('Mul', `${prefix}.silu`, [gate, sigmoid]);
    }
    case 'gelu-tanh':
      // ONNX Runtime's name for the approximation by tanh (arXiv 1606.08415, section 2).
      return graph.node('com.microsoft:FastGelu', `${prefix}.gelu`, [gate]);
    default:
      return assertNever(activation);
  }
}
