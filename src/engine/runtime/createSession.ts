import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { TriMixError } from '../errors.ts';
import { checkSession } from './checkSession.ts';
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
 *   the graph cannot be loaded on the CPU either, `model-graph-unsupported` when the loaded graph is not what the folder
 *   describes
 */
export async function createSession(
  folder: ModelFolder,
  options: { readonly executionProvider: ExecutionProviderChoice; readonly threads?: number | undefined },
): Promise<CreatedSession> {
  const available = availableProviders();
  const ladder = providerLadder(options.executionProvider, available, folder.bytes);
  const graphFile = join(folder.directory, folder.description.graph.file);
  let lastError: unknown;
  for (const provider of ladder) {
    let session: InferenceSession;
    try {
      session = await InferenceSession.create(
        graphFile,
        sessionOptions(folder, provider, options.threads ?? availableParallelism()),
      );
    } catch (error) {
      lastError = error;
      continue;
    }
    try {
      checkSession(session, folder.description.graph, graphFile);
      return { session, executionProvider: provider };
    } catch (error) {
      await session.release();
      throw error;
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
  const { cache, logits, rewinding } = folder.description.graph;
  // A cache that is cut must lie where JavaScript can reach it.
  const onDevice = provider === 'webgpu' && rewinding === 'mask';
  const location: Record<string, 'gpu-buffer' | 'cpu'> = { [logits]: 'cpu' };
  for (const { present } of cache) location[present] = 'gpu-buffer';
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
