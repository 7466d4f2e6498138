import type { ExecutionProvider } from '../runtime/executionProvider.ts';
import { cacheBytesPerPosition, type ModelFolder } from '../runtime/modelDescription.ts';
import type { CpuRuntime } from '../runtime/session/modelSession.ts';
import { runsNatively } from '../runtime/session/native/runsNatively.ts';

/**
 * Positions that a loaded model is used with, prompt and answer together, where nobody says otherwise: a page of
 * text with its completion. The KV cache grows with them, so the estimate of memory holds only while they do.
 */
export const defaultContextTokens = 4096;

/** Bytes that a model takes when it is loaded and its context is full. */
export interface ModelMemory {
  /** Of main memory. */
  readonly main: number;
  /** Of the graphics processor's memory; 0 on the CPU. */
  readonly gpu: number;
}

/** What the estimate looks at. */
export interface ModelSize {
  /** Bytes of the model's files. */
  readonly bytes: number;
  readonly precision: ModelFolder['description']['quantisation']['precision'];
  /** Bytes of keys and values per position. */
  readonly cacheBytesPerToken: number;
  /** Whether WebGPU may keep the cache on the device: one that is cut when it is rewound stays in main memory. */
  readonly cacheOnDevice: boolean;
  /** Whether the native runtime of the CPU can run the graph, if it works on the machine. */
  readonly runsNatively: boolean;
}

/**
 * Memory of the weights relative to their file, on the CPU provider of ONNX Runtime 1.30. Measured as the growth of
 * anonymous memory by `InferenceSession.create`, on models with made-up weights in the shapes of Qwen2.5 0.5B(all
 * precisions) and 1.5B (int4): int4 1.21 and 1.20 (blocks are packed anew, with their sums), int8 1.14, fp16 2.05
 * (halves are widened to float32 when the graph is optimised). Rounded up. The mapped files themselves are not in it:
 * the system drops their pages when it needs them.
 */
const cpuWeightFactor = { fp32: 1.1, fp16: 2.1, int8: 1.2, int4: 1.25 } as const satisfies Record<
  ModelSize['precision'],
  number
>;

/** On a graphics processor blocks stay as they are in the file. Halves are widened there too. Not measured. */
const gpuWeightFactor = { fp32: 1.1, fp16: 2.1, int8: 1.1, int4: 1.1 } as const satisfies Record<
  ModelSize['precision'],
  number
>;

/**
 * Copies of the KV cache in main memory with onnxruntime-node: each run reads the past and gives the present anew, and
 * JavaScript frees the outlived ones late. Measured at 4 096 positions, in chunks of 64, as 4.2 to 4.3 times the cache.
 */
const mainCacheCopies = 4.5;
/**
 * The native runtime adds to the cache in its place; while its room grows, half of it is there twice. Measured at 4 096
 * positions of the shape of Qwen2.5 0.5B, in chunks of 64, as 1.40 times the cache, activations included.
 */
const nativeCacheCopies = 2;
/** Where the cache stays on the device, the outlived one is freed at once. */
const deviceCacheCopies = 2;

/** Buffers of activations and logits, the graph itself: 30 to 40 MB measured with the demo's models. */
const overhead = 48 * 1024 * 1024;

/**
 * Estimates a model's memory, for a KV cache of `tokens` positions.
 *
 * On the CPU: `weights · factor + copies · cache + 48 MiB` of main memory, with 2 copies in the native runtime and 4.5
 * in onnxruntime-node. On WebGPU the cache stays on the device; the other providers of ONNX Runtime's Node package give
 * it back to main memory at every step.
 *
 * @param tokens positions; not more than the model's own context
 * @param cpuRuntime what runs graphs on the CPU of the machine, where it can
 */
export function modelMemory(
  size: ModelSize,
  provider: ExecutionProvider,
  tokens: number,
  cpuRuntime: CpuRuntime,
): ModelMemory {
  const cache = size.cacheBytesPerToken * tokens;
  if (provider === 'cpu') {
    const weights = size.bytes * cpuWeightFactor[size.precision];
    const copies = cpuRuntime === 'native' && size.runsNatively ? nativeCacheCopies : mainCacheCopies;
    return { main: Math.ceil(weights + copies * cache + overhead), gpu: 0 };
  }
  const staysOnDevice = provider === 'webgpu' && size.cacheOnDevice;
  return {
    main: Math.ceil(overhead + (staysOnDevice ? 0 : mainCacheCopies * cache)),
    gpu: Math.ceil(size.bytes * gpuWeightFactor[size.precision] + deviceCacheCopies * cache + overhead),
  };
}

/** What {@link modelMemory} needs to know of a model on disk. */
export function modelSize({ bytes, description }: Pick<ModelFolder, 'bytes' | 'description'>): ModelSize {
  return {
    bytes,
    precision: description.quantisation.precision,
    cacheBytesPerToken: cacheBytesPerPosition(description),
    cacheOnDevice: description.graph.rewinding === 'mask',
    runsNatively: runsNatively(description.graph),
  };
}
