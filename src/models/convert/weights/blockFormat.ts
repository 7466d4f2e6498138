import type { ExternalRange } from '../../onnx/externalData.ts';
import { blocksPerRow } from './quantise.ts';
import type { Vocabulary, WeightContext, WeightFormat } from './weightFormat.ts';
import { rowsOf, type WeightMatrix, type WeightReader } from './weightReader.ts';
import { matrixTensors } from './weightStore.ts';

/**
 * Activations are rounded to 8 bits as well, block by block. At the exact level 0 ONNX Runtime has no kernel
 * for 8-bit weights worth the name: it ran fifty times slower.
 */
const accuracyLevel = 4;

/** A row of a vocabulary holds one token: the finer format costs little there and keeps rare tokens apart. */
const vocabularyBits = 8;

/** A matrix [outputs, inputs] as it lies in the file. */
interface StoredBlocks {
  readonly quants: ExternalRange;
  readonly scales: ExternalRange;
  readonly bits: 4 | 8;
  readonly blockSize: number;
  readonly outputs: number;
  readonly inputs: number;
}

/**
 * Weights as blocks of integers with a scale each, symmetric, along the inputs.
 *
 * @param blockSize a power of two, at least 16: what ONNX Runtime's kernels take
 */
export function blockFormat(bits: 4 | 8, blockSize: number): WeightFormat {
  return {
    async linear(context, name, matrix, input): Promise<string> {
      return multiply(context, name, await storeBlocks(context, matrix, bits, blockSize), input, name);
    },

    async vocabulary(context, _name, matrix): Promise<Vocabulary> {
      const stored = await storeBlocks(context, matrix, vocabularyBits, blockSize);
      return {
        embed: (node, ids) => lookUp(context, node, stored, ids),
        project: (node, hidden, output) => multiply(context, node, stored, hidden, output),
      };
    },
  };
}

async function storeBlocks(
  { store }: WeightContext,
  matrix: WeightMatrix,
  bits: 4 | 8,
  blockSize: number,
): Promise<StoredBlocks> {
  const scales: Uint8Array[] = [];
  async function* quantised(reader: WeightReader): AsyncGenerator<Uint8Array> {
    for await (const rows of reader.blocks(matrix, bits, blockSize)) {
      scales.push(new Uint8Array(rows.scales.buffer));
      yield rows.quants;
    }
  }
  const [quants, scaleRange] = await store.put(matrixTensors(matrix), [quantised, () => scales]);
  return {
    quants: quants!,
    scales: scaleRange!,
    bits,
    blockSize,
    outputs: rowsOf(matrix),
    inputs: matrix.columns,
  };
}

function multiply(
  { graph }: WeightContext,
  name: string,
  stored: StoredBlocks,
  input: string,
  output: string,
): string {
  const { bits, blockSize, outputs, inputs } = stored;
  const blocks = blocksPerRow(inputs, blockSize);
  const shape = [outputs, blocks, (blockSize * bits) / 8];
  const quants = graph.initializer(`${name}.quants`, 'uint8', shape, stored.quants);
  const scales = graph.initializer(`${name}.scales`, 'float32', [outputs * blocks], stored.scales);
  return graph.node('com.microsoft:MatMulNBits', name, [input, quants, scales], {
    attributes: { K: inputs, N: outputs, bits, block_size: blockSize, accuracy_level: accuracyLevel },
    outputs: [output],
  });
}

/** Looks rows up in the bytes that the head multiplies with, under the shape the look-up wants. */
function lookUp({ graph }: WeightContext, name: string, stored: StoredBlocks, ids: string): string {
  const blocks = blocksPerRow(stored.inputs, stored.blockSize);
  const padded = blocks * stored.blockSize;
  const quants = graph.initializer(`${name}.quants`, 'uint8', [stored.outputs, padded], stored.quants);
  const scales = graph.initializer(`${name}.scales`, 'float32', [stored.outputs, blocks], stored.scales);
  const rows = graph.node('com.microsoft:GatherBlockQuantized', `${name}.rows`, [quants, ids, scales], {
    attributes: { bits: stored.bits, block_size: stored.blockSize, gather_axis: 0, quantize_axis: 1 },
  });
  if (padded === stored.inputs) return rows;
  const [start, end, axis] = [0, stored.inputs, 2].map((value, i) =>
    graph.constant(`${name}.cut.${i}`, [BigInt(value)], [1]),
  );
  return graph.node('Slice', `${name}.cut`, [rows, start!, end!, axis!]);
}
