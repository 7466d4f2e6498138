import type { ModelManifest } from '../../engine/runtime/modelManifest.ts';

/**
 * How weights are stored. `fp16` stores halves and computes in single precision: hidden states of Qwen2
 * models exceed the range of halves, and the processor has no half arithmetic, so ONNX Runtime would widen
 * each operand anyway. `int8` and `int4` store blocks of integers with a scale each.
 */
export type Precision = ModelManifest['quantisation']['precision'];

/** Weights per scale where nobody asks for another number. */
export const defaultBlockSize = 32;

/** All of them, the most exact first. */
export const precisions = ['fp32', 'fp16', 'int8', 'int4'] as const satisfies readonly Precision[];
