import { floatToHalf } from '../../../engine/runtime/half.ts';
import { elementType } from '../../onnx/messages.ts';
import type { Vocabulary, WeightContext, WeightFormat } from './weightFormat.ts';
import { rowsOf, transposedSlabs, type WeightMatrix } from './weightReader.ts';

/** Weights as floating-point numbers, stored [inputs, outputs] as MatMul wants them. */
export function floatFormat(type: 'float32' | 'float16'): WeightFormat {
  /** Widens to single precision; ONNX Runtime folds the widening of a constant when it loads the graph. */
  function widen({ graph }: WeightContext, value: string): string {
    if (type === 'float32') return value;
    return graph.node('Cast', `${value}.float32`, [value], { attributes: { to: elementType.float32 } });
  }

  async function store(context: WeightContext, name: string, matrix: WeightMatrix): Promise<string> {
    const shape = [matrix.columns, rowsOf(matrix)];
    const slabs = transposedSlabs(context.reader, matrix);
    return context.graph.initializer(name, type, shape, await context.graph.store(encoded(slabs, type)));
  }

  return {
    async linear(context, name, matrix, input): Promise<string> {
      const weight = widen(context, await store(context, `${name}.weight`, matrix));
      return context.graph.node('MatMul', name, [input, weight]);
    },

    async vocabulary(context, name, matrix): Promise<Vocabulary> {
      const { graph } = context;
      const stored = await store(context, `${name}.weight`, matrix);
      return {
        // The matrix lies transposed for the head, so a token is a column: [hidden, 1, T] comes out first.
        embed(node, ids): string {
          const columns = graph.node('Gather', `${node}.columns`, [stored, ids], { attributes: { axis: 1 } });
          const rows = graph.node('Transpose', `${node}.rows`, [columns], {
            attributes: { perm: [1, 2, 0] },
          });
          return widen(context, rows);
        },
        project(node, hidden, output): string {
          return graph.node('MatMul', node, [hidden, widen(context, stored)], { outputs: [output] });
        },
      };
    },
  };
}

async function* encoded(
  slabs: AsyncIterable<Float32Array>,
  type: 'float32' | 'float16',
): AsyncGenerator<Uint8Array> {
  for await (const slab of slabs) {
    yield new Uint8Array(type === 'float32' ? slab.buffer : floatToHalf(slab).buffer);
  }
}
