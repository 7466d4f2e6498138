import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { isCancellation, throwIfAborted, TriMixError } from '../errors.ts';
import { checkSession, type SessionMetadata } from './checkSession.ts';
import { providerLadder, type ExecutionProvider, type ExecutionProviderChoice } from './executionProvider.ts';
import { outputLocations } from './kvCache/deviceBuffers.ts';
import type { ModelFolder } from './modelFolder.ts';
import { availableProviders } from './probe.ts';
import type { CpuRuntime, ModelSession } from './session/modelSession.ts';
import { nativeLibrary } from './session/native/nativeLibrary.ts';
import { NativeSession } from './session/native/nativeSession.ts';
import { runsNatively } from './session/native/runsNatively.ts';
import { NodeSession } from './session/nodeSession.ts';
import { testProvider, type ProviderTests } from './smokeTest/providerTests.ts';
import { describeVerdict } from './smokeTest/verdict.ts';

/** Where a session runs, and on what conditions. */
export interface SessionOptions {
  readonly executionProvider: ExecutionProviderChoice;
  /** Default: as many as the machine runs at once. */
  readonly threads?: number | undefined;
  /**
   * How to try a provider other than the CPU before it gets anywhere near this process. Without it every provider that
   * ONNX Runtime has is taken at its word.
   */
  readonly providerTests?: ProviderTests | undefined;
  /** Tokens the provider may be given at once; default: what its test found, or any number. */
  readonly longestRun?: number | null | undefined;
  /** What runs graphs on the CPU. Default: what `TRIMIX_RUNTIME` names, else the native one where it works. */
  readonly runtime?: CpuRuntime | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Creates an ONNX Runtime session, walking the provider ladder. A provider whose test did not pass is left out.
 *
 * @throws TriMixError `execution-provider-unavailable` when the named provider cannot run, `model-file-damaged` when
 *   the graph cannot be loaded on the CPU either, `model-graph-unsupported` when the loaded graph is not what the folder
 *   describes, `cancelled`
 */
export async function createSession(folder: ModelFolder, options: SessionOptions): Promise<ModelSession> {
  const available = availableProviders();
  const ladder = providerLadder(options.executionProvider, available, folder.bytes);
  const graphFile = join(folder.directory, folder.description.graph.file);
  let lastError: unknown;
  for (const executionProvider of ladder) {
    throwIfAborted(options.signal);
    let opened: OpenedSession;
    try {
      opened = await openSession(folder, graphFile, executionProvider, options);
    } catch (error) {
      if (isCancellation(error)) throw error;
      lastError = error;
      continue;
    }
    try {
      checkSession(opened.metadata, folder.description.graph, graphFile);
      return opened.session;
    } catch (error) {
      await opened.session.dispose();
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

interface OpenedSession {
  readonly session: ModelSession;
  readonly metadata: SessionMetadata;
}

/** Opens the graph on one provider. */
async function openSession(
  folder: ModelFolder,
  graphFile: string,
  executionProvider: ExecutionProvider,
  options: SessionOptions,
): Promise<OpenedSession> {
  const { description } = folder;
  const longestRun = options.longestRun ?? (await requireTested(executionProvider, options));
  const threads = options.threads ?? availableParallelism();
  const ort =
    executionProvider === 'cpu' && longestRun === null && runsNatively(description.graph)
      ? await nativeLibrary(options.runtime)
      : null;
  if (ort !== null) {
    const session = await NativeSession.open(ort, graphFile, description, threads);
    return { session, metadata: session.metadata };
  }
  const session = await InferenceSession.create(
    graphFile,
    sessionOptions(folder, executionProvider, threads),
  );
  return {
    session: new NodeSession(session, description, { executionProvider, longestRun }),
    metadata: session,
  };
}

/** The longest run of a provider that may be used; throws the reason why it may not. */
async function requireTested(
  provider: ExecutionProvider,
  { providerTests, signal }: SessionOptions,
): Promise<number | null> {
  if (provider === 'cpu' || providerTests === undefined) return null;
  const verdict = await testProvider(provider, providerTests, { signal });
  if (verdict.kind === 'passed') return verdict.longestRun;
  throw new Error(describeVerdict(verdict));
}

function sessionOptions(
  folder: ModelFolder,
  provider: ExecutionProvider,
  threads: number,
): InferenceSession.SessionOptions {
  const preferredOutputLocation = outputLocations(provider, folder.description.graph);
  return {
    executionProviders: [provider],
    // More threads than cores halves the speed; three sessions whose threads spin while idle steal each other's cores.
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session: { force_spinning_stop: '1' } },
    ...(preferredOutputLocation === undefined ? {} : { preferredOutputLocation }),
  };
}
