import { listSupportedBackends } from 'onnxruntime-node';
import type { ExecutionProvider } from './executionProvider.ts';

/** Whether a provider can be used here, and if not, why. */
export interface ProviderReport {
  readonly provider: ExecutionProvider;
  readonly available: boolean;
  readonly reason: string;
}

const whyNot = {
  cpu: 'missing from this build of ONNX Runtime',
  webgpu: 'not part of ONNX Runtime for this platform',
  cuda: 'its libraries are not bundled: it needs Linux x64, an NVIDIA GPU, CUDA 12, cuDNN 9 and a separate download',
  dml: 'DirectML exists on Windows only',
  coreml: 'Core ML exists on macOS only',
} as const satisfies Record<ExecutionProvider, string>;

/** All providers TriMix knows, with what the installed ONNX Runtime says of each. */
export function probeExecutionProviders(): readonly ProviderReport[] {
  const backends = listSupportedBackends();
  return (Object.keys(whyNot) as ExecutionProvider[]).map((provider) => {
    const backend = backends.find(({ name }) => name === provider);
    if (backend === undefined) return { provider, available: false, reason: whyNot[provider] };
    if (provider === 'cuda' && !backend.bundled) return { provider, available: false, reason: whyNot.cuda };
    return { provider, available: true, reason: 'part of the installed ONNX Runtime' };
  });
}

/** The providers that can be asked for here. */
export function availableProviders(): readonly ExecutionProvider[] {
  return probeExecutionProviders()
    .filter(({ available }) => available)
    .map(({ provider }) => provider);
}
