import { TriMixError } from '../errors.ts';
import { perSource, sourceIds, type SourceId } from '../fusion/sources.ts';
import type { PlanRequest } from '../memory/loadPlan.ts';
import { mainMemory, usableMemory } from '../memory/machineMemory.ts';
import { defaultContextTokens } from '../memory/modelMemory.ts';
import { readMachineMemory } from '../memory/readMachineMemory.ts';
import {
  smallestModelForGpu,
  type ExecutionProvider,
  type ExecutionProviderChoice,
} from '../runtime/executionProvider.ts';
import { availableProviders } from '../runtime/probe.ts';
import { cpuRuntimeReport } from '../runtime/session/native/nativeLibrary.ts';
import type { ProviderTests } from '../runtime/smokeTest/providerTests.ts';
import { recallTimes } from '../runtime/speedTest/modelSpeeds.ts';
import { usableProviders } from '../runtime/usableProviders.ts';
import { plannedModels, trioSizes, type OpenedTrio } from './openTrio.ts';

/** What a trio may take of the machine, and what of it is wanted. */
export interface TrioBudget {
  readonly executionProvider: ExecutionProviderChoice;
  /**
   * How to try a graphics provider before it is used; without it, every one that ONNX Runtime has is taken at its word.
   */
  readonly providerTests?: ProviderTests;
  /** The sources that are wanted; default: all. */
  readonly sources?: readonly SourceId[];
  /** Where not all of them fit: `load-fewer` (default) goes on with those that do, `refuse` loads nothing. */
  readonly shortage?: 'load-fewer' | 'refuse';
  /** The most that the models may take of main memory, in bytes; default: what is free. */
  readonly memoryLimit?: number;
  /** Bytes of graphics memory where the system tells it wrongly; default: ask the system. */
  readonly gpuMemory?: number;
  /** Positions of prompt and answer together that memory is planned for and the trio is used with. */
  readonly contextTokens?: number;
}

/**
 * What planning a trio depends on: its sizes, the providers, the memory that is free now, what was measured of its
 * models.
 *
 * @throws TriMixError `execution-provider-unavailable` when the provider asked for did not pass its test, `cancelled`
 */
export async function planRequest(
  opened: OpenedTrio,
  budget: TrioBudget,
  signal?: AbortSignal,
): Promise<PlanRequest> {
  const { executionProvider: choice, sources = sourceIds } = budget;
  const sizes = trioSizes(opened);
  const models = perSource((source) => (sources.includes(source) ? sizes[source] : null));
  // Trying providers and asking for graphics memory take time that small models and a wish for the CPU need not spend.
  const usesGpu =
    choice === 'auto'
      ? Object.values(models).some((size) => size !== null && size.bytes >= smallestModelForGpu)
      : choice !== 'cpu';
  const providers = usesGpu ? await triedProviders(budget, signal) : availableProviders();
  const machine = usesGpu
    ? await readMachineMemory(providers, budget.gpuMemory ?? null)
    : { ...mainMemory(), gpu: null };
  const contextTokens = budget.contextTokens ?? defaultContextTokens;
  const shortest = Math.min(...[...opened.models.values()].map((model) => model.description.contextLength));
  return {
    models,
    choice,
    providers,
    memory: usableMemory(machine, budget.memoryLimit ?? null),
    contextTokens: Math.min(contextTokens, shortest),
    cpuRuntime: (await cpuRuntimeReport()).runtime,
    ...(usesGpu && choice === 'auto' ? await rememberedTimes(opened, providers, budget) : {}),
  };
}

/** Only a file is read: measuring takes minutes, and is done where somebody expects to wait. */
async function rememberedTimes(
  opened: OpenedTrio,
  providers: readonly ExecutionProvider[],
  { providerTests: tests }: TrioBudget,
): Promise<Pick<PlanRequest, 'times'>> {
  if (tests === undefined) return {};
  const { largeIns, smallCpt, smallBase } = plannedModels(opened);
  return {
    times: {
      largeIns: await recallTimes(largeIns, providers, tests),
      smallCpt: await recallTimes(smallCpt, providers, tests),
      smallBase: await recallTimes(smallBase, providers, tests),
    },
  };
}

/** The providers that pass their tests, or of a named one that it does. */
async function triedProviders(
  { executionProvider: choice, providerTests: tests }: TrioBudget,
  signal: AbortSignal | undefined,
): Promise<readonly ExecutionProvider[]> {
  if (tests === undefined) return availableProviders();
  const only = choice === 'auto' ? null : choice;
  const reports = await usableProviders({ tests, signal, only });
  const usable = reports.filter(({ available }) => available).map(({ provider }) => provider);
  const refused = reports.find(({ provider, available }) => provider === only && !available);
  if (refused === undefined) return usable;
  throw new TriMixError('execution-provider-unavailable', {
    provider: refused.provider,
    reason: refused.reason,
    available: usable.join(', '),
  });
}
