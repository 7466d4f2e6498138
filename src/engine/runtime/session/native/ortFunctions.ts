import type { KoffiFunction } from './foreignFunctions.ts';

/** A C function of ONNX Runtime: its place in the table `OrtApi`, and its types. */
interface Signature {
  /**
   * The table's order never changes and only grows (onnxruntime_c_api.h: «the ordering of these fields MUST not change
   * after that version has shipped»); all of these have been in it since version 5 of the interface.
   */
  readonly index: number;
  readonly result: 'void *' | 'void' | 'str';
  readonly parameters: readonly ParameterType[];
}

type ParameterType = 'void *' | 'size_t' | 'int' | 'str' | 'path';

const pointer = 'void *';
const status = 'void *';

/** The functions that are used; those that give a status give null where all is well. */
export const ortFunctions = {
  getErrorMessage: { index: 2, result: 'str', parameters: [pointer] },
  createEnv: { index: 3, result: status, parameters: ['int', 'str', pointer] },
  createSession: { index: 7, result: status, parameters: [pointer, 'path', pointer, pointer] },
  run: {
    index: 9,
    result: status,
    parameters: [pointer, pointer, pointer, pointer, 'size_t', pointer, 'size_t', pointer],
  },
  createSessionOptions: { index: 10, result: status, parameters: [pointer] },
  setSessionLogSeverityLevel: { index: 22, result: status, parameters: [pointer, 'int'] },
  setSessionGraphOptimizationLevel: { index: 23, result: status, parameters: [pointer, 'int'] },
  setIntraOpNumThreads: { index: 24, result: status, parameters: [pointer, 'int'] },
  setInterOpNumThreads: { index: 25, result: status, parameters: [pointer, 'int'] },
  sessionGetInputCount: { index: 30, result: status, parameters: [pointer, pointer] },
  sessionGetOutputCount: { index: 31, result: status, parameters: [pointer, pointer] },
  sessionGetInputTypeInfo: { index: 33, result: status, parameters: [pointer, 'size_t', pointer] },
  sessionGetOutputTypeInfo: { index: 34, result: status, parameters: [pointer, 'size_t', pointer] },
  sessionGetInputName: { index: 36, result: status, parameters: [pointer, 'size_t', pointer, pointer] },
  sessionGetOutputName: { index: 37, result: status, parameters: [pointer, 'size_t', pointer, pointer] },
  createRunOptions: { index: 39, result: status, parameters: [pointer] },
  runOptionsSetTerminate: { index: 46, result: status, parameters: [pointer] },
  runOptionsUnsetTerminate: { index: 47, result: status, parameters: [pointer] },
  createTensorWithDataAsOrtValue: {
    index: 49,
    result: status,
    parameters: [pointer, pointer, 'size_t', pointer, 'size_t', 'int', pointer],
  },
  castTypeInfoToTensorInfo: { index: 55, result: status, parameters: [pointer, pointer] },
  getTensorElementType: { index: 60, result: status, parameters: [pointer, pointer] },
  createCpuMemoryInfo: { index: 69, result: status, parameters: ['int', 'int', pointer] },
  allocatorFree: { index: 76, result: status, parameters: [pointer, pointer] },
  getAllocatorWithDefaultOptions: { index: 78, result: status, parameters: [pointer] },
  releaseStatus: { index: 93, result: 'void', parameters: [pointer] },
  releaseSession: { index: 95, result: 'void', parameters: [pointer] },
  releaseValue: { index: 96, result: 'void', parameters: [pointer] },
  releaseRunOptions: { index: 97, result: 'void', parameters: [pointer] },
  releaseTypeInfo: { index: 98, result: 'void', parameters: [pointer] },
  releaseSessionOptions: { index: 100, result: 'void', parameters: [pointer] },
  addSessionConfigEntry: { index: 130, result: status, parameters: [pointer, 'str', 'str'] },
} as const satisfies Record<string, Signature>;

export type OrtFunctionName = keyof typeof ortFunctions;

/** The table up to the last function that is used. */
export const ortTableLength = 1 + Math.max(...Object.values(ortFunctions).map(({ index }) => index));

/** The bound functions. */
export type OrtFunctions = Readonly<Record<OrtFunctionName, KoffiFunction>>;
