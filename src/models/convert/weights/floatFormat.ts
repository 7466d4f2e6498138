import { elementType } from '../../onnx/messages.ts';
import type { Vocabulary, WeightContext, WeightFormat } from './weightFormat.ts';
import type { FloatElement } from './weightJob.ts';
import { rowsOf, type WeightMatrix } from './weightReader.ts';
import { matrixTensors } from './weightStore.ts';

/** Weights as floating-point numbers, stored [inputs, outputs] as MatMul wants them. */
export function floatFormat(type: FloatElement): WeightFormat {
  /** Widens to single precision; ONNX Runtime folds the widening of a constant when it loads the graph. */
  function widen({ graph }: WeightContext, value: string): string {
    if (type === 'float32') return value;
    return graph.node('Cast', `${value}.float32`, [value], { attributes: { to: elementType.float32 } });
  }

  async function store(context: WeightContext, name: string, matrix: WeightMatrix): Promise<string> {
    const shape = [matrix.columns, rowsOf(matrix)];
    const [range] = await context.store.put(matrixTensors(matrix), [
      (reader) => reader.transposed(matrix, type),
    ]);
    return context.graph.initializer(name, type, shape, range!);
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
