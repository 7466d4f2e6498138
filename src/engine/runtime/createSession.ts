import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { TriMixError } from '../errors.ts';
import { providerLadder, type ExecutionProvider, type ExecutionProviderChoice } from './executionProvider.ts';
import type { ModelFolder } from './modelFolder.ts';
import { availableProviders } from './probe.ts';

/** A session with the provider it really runs on. */
export interface CreatedSession {
  readonly session: InferenceSession;
  readonly executionProvider: ExecutionProvider;
}

/**
 * Creates an ONNX Runtime session, walking the provider ladder.
 *
 * @throws TriMixError `execution-provider-unavailable` when the named provider cannot run, `model-file-damaged` when
 *   the graph cannot be loaded on the CPU either
 */
export async function createSession(
  folder: ModelFolder,
  options: { readonly executionProvider: ExecutionProviderChoice; readonly threads?: number | undefined },
): Promise<CreatedSession> {
  const available = availableProviders();
  const ladder = providerLadder(options.executionProvider, available, folder.bytes);
  const graphFile = join(folder.directory, folder.manifest.graph.file);
  let lastError: unknown;
  for (const provider of ladder) {
    try {
      const session = await InferenceSession.create(
        graphFile,
        sessionOptions(folder, provider, options.threads ?? availableParallelism()),
      );
      return { session, executionProvider: provider };
    } catch (error) {
      lastError = error;
    }
  }
  const reason = lastError instanceof Error ? lastError.message : String(lastError);
  if (ladder.at(-1) === 'cpu')
    throw new TriMixError('model-file-damaged', { file: graphFile, reason }, lastError);
  throw new TriMixError(
    'execution-provider-unavailable',
    { provider: options.executionProvider, reason, available: available.join(', ') },
    lastError,
  );
}

function sessionOptions(
  folder: ModelFolder,
  provider: ExecutionProvider,
  threads: number,
): InferenceSession.SessionOptions {
  const { kvCache, logits } = folder.manifest.graph;
  const onDevice = provider === 'webgpu';
  const location: Record<string, 'gpu-buffer' | 'cpu'> = { [logits]: 'cpu' };
  for (let layer = 0; layer < kvCache.layers; layer++) {
    location[kvCache.presentKey.replace('{layer}', String(layer))] = 'gpu-buffer';
    location[kvCache.presentValue.replace('{layer}', String(layer))] = 'gpu-buffer';
  }
  return {
    executionProviders: [provider],
    // More threads than cores halves the speed; three sessions whose threads spin while idle steal each other's cores.
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session: { force_spinning_stop: '1' } },
    ...(onDevice ? { preferredOutputLocation: location } : {}),
  };
}
