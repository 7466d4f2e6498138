import { elementType } from '../../onnx/messages.ts';
import type { WeightContext } from '../weights/weightFormat.ts';
import type { DecoderDescription } from './decoderDescription.ts';
import { graphNames } from './graphNames.ts';
import { rotaryTable } from './rotaryTable.ts';

/** Sizes of heads that the fused attention of ONNX Runtime rotates by itself are multiples of this (CheckRotaryCaches). */
const fusedRotaryMultiple = 16;

/** Tables [contextLength, headSize / 2] of the rotation of each position. */
export interface RotaryTables {
  readonly cosines: string;
  readonly sines: string;
}

/** Values that every layer reads. */
export interface SharedValues {
  /** Length of the whole sequence, past included, minus 1: [1] int32. */
  readonly lastPosition: string;
  /** Length of the whole sequence, past included: scalar int32. */
  readonly totalLength: string;
  /** Position of the first of these tokens: [1] int64; null where the fused attention rotates by itself. */
  readonly firstPosition: string | null;
  /** The tables of each layer; layers that rotate alike share theirs. */
  readonly rotaries: readonly RotaryTables[];
}

/** The mask only says how long the sequence is: attention is causal, and one sequence needs no padding. */
export async function writeSharedValues(
  description: DecoderDescription,
  context: WeightContext,
  ids: string,
): Promise<SharedValues> {
  const { graph } = context;
  const mask = graph.input(graphNames.attentionMask, 'int64', [1, 'total_sequence_length']);
  const toInt32 = { attributes: { to: elementType.int32 } };
  const one = graph.constant('one', [1n], []);
  const axis = graph.constant('mask.axis', [1n], [1]);
  const sum = graph.node('ReduceSum', 'mask.sum', [mask, axis], { attributes: { keepdims: 0 } });
  const last = graph.node('Sub', 'mask.last', [sum, one]);
  const shape = graph.node('Shape', 'mask.shape', [mask]);
  const length = graph.node('Gather', 'mask.length', [shape, one], { attributes: { axis: 0 } });
  const firstPosition = (): string => {
    const idsShape = graph.node('Shape', 'ids.shape', [ids]);
    const count = graph.node('Gather', 'ids.count', [idsShape, one], { attributes: { axis: 0 } });
    return graph.node('Sub', 'first_position', [sum, count]);
  };
  return {
    firstPosition: description.headSize % fusedRotaryMultiple === 0 ? null : firstPosition(),
    lastPosition: graph.node('Cast', 'last_position', [last], toInt32),
    totalLength: graph.node('Cast', 'total_length', [length], toInt32),
    rotaries: await writeRotaries(description, context),
  };
}

async function writeRotaries(
  { layers, contextLength }: DecoderDescription,
  { graph, store }: WeightContext,
): Promise<readonly RotaryTables[]> {
  const written = new Map<string, RotaryTables>();
  const rotaries: RotaryTables[] = [];
  for (const { rotaryFrequencies: frequencies } of layers) {
    const key = frequencies.join();
    const prefix = written.size === 0 ? 'rotary' : `rotary.${written.size}`;
    const table = async (name: string, wave: (angle: number) => number): Promise<string> => {
      const [range] = await store.put([], [() => rotaryTable(wave, frequencies, contextLength)]);
      return graph.initializer(`${prefix}.${name}`, 'float32', [contextLength, frequencies.length], range!);
    };
    const tables = written.get(key) ?? {
      cosines: await table('cosines', Math.cos),
      sines: await table('sines', Math.sin),
    };
    written.set(key, tables);
    rotaries.push(tables);
  }
  return rotaries;
}
