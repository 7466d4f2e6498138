import { TriMixError } from '../errors.ts';

/** Execution providers of ONNX Runtime that TriMix can ask for; `auto` walks a ladder. */
export const executionProviderChoices = ['auto', 'cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;
export type ExecutionProviderChoice = (typeof executionProviderChoices)[number];
export type ExecutionProvider = Exclude<ExecutionProviderChoice, 'auto'>;

/** Below this many bytes a model decodes faster on the CPU than a GPU can be fed with single tokens. */
export const smallestModelForGpu = 256 * 1024 * 1024;

/**
 * Order in which `auto` tries the GPU providers that the package has on this platform, as long as nothing was measured;
 * the CPU is last. WebGPU is the only one that keeps the KV cache on the device: the others hand every output to main
 * memory through onnxruntime-node at each step (117 MB each way for 1.5B + 1.5B + 7B at 1 000 tokens). Whether CUDA is
 * faster in spite of that is for `speedTest` to say. No card was at hand to try.
 */
export const gpuLadder = ['webgpu', 'cuda', 'dml', 'coreml'] as const satisfies readonly ExecutionProvider[];

/**
 * The providers to try, in order. A provider named by the user is tried alone: falling back silently would hide
 * that the wish was not met.
 *
 * @param available providers that the installed runtime has
 * @param modelBytes size of the model's files
 * @throws TriMixError `execution-provider-unavailable`
 */
export function providerLadder(
  choice: ExecutionProviderChoice,
  available: readonly ExecutionProvider[],
  modelBytes: number,
): readonly ExecutionProvider[] {
  if (choice === 'auto') {
    if (modelBytes < smallestModelForGpu) return ['cpu'];
    return [...gpuLadder.filter((provider) => available.includes(provider)), 'cpu'];
  }
  if (!available.includes(choice)) {
    throw new TriMixError('execution-provider-unavailable', {
      provider: choice,
      reason: 'the installed ONNX Runtime does not have it on this platform',
      available: available.join(', '),
    });
  }
  return [choice];
}
