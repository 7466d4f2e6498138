import type { OnnxValue } from 'onnxruntime-node';
import type { ExecutionProvider } from '../executionProvider.ts';
import type { GraphDescription } from '../modelDescription.ts';

/**
 * Where the outputs of a run are left: with WebGPU the keys and values stay on the graphics card, and only the logits
 * cross to main memory. Undefined where ONNX Runtime can hand out no buffers of its provider, or where the cache has to
 * be cut in JavaScript to be rewound.
 */
export function outputLocations(
  provider: ExecutionProvider,
  { cache, logits, rewinding }: Pick<GraphDescription, 'cache' | 'logits' | 'rewinding'>,
): Record<string, 'gpu-buffer' | 'cpu'> | undefined {
  if (provider !== 'webgpu' || rewinding !== 'mask') return undefined;
  // All outputs are named: with some left out, ONNX Runtime was seen to mix up their places.
  const onDevice = cache.map(({ present }) => [present, 'gpu-buffer'] as const);
  return { ...Object.fromEntries(onDevice), [logits]: 'cpu' };
}

/** Frees buffers on a device; what lies in main memory is the garbage collector's. */
export function disposeOnDevice(tensors: Iterable<OnnxValue | undefined>): void {
  for (const tensor of tensors) if (tensor?.location === 'gpu-buffer') tensor.dispose();
}
