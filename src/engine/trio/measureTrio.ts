import { sourceIds, type SourceId } from '../fusion/sources.ts';
import { modelMemory, modelSize } from '../memory/modelMemory.ts';
import type { PlanRequest } from '../memory/loadPlan.ts';
import { gpuLadder, smallestModelForGpu, type ExecutionProvider } from '../runtime/executionProvider.ts';
import type { ModelFolder } from '../runtime/modelDescription.ts';
import { measureSpeed } from '../runtime/speedTest/modelSpeeds.ts';
import { promptTokens, type SpeedVerdict } from '../runtime/speedTest/speedVerdict.ts';
import { shapeKey } from '../runtime/speedTest/shapeKey.ts';
import { plannedModels, type OpenedTrio } from './openTrio.ts';
import { planRequest, type TrioBudget } from './planRequest.ts';

/** A model of a trio on one graphics provider, beside the CPU. */
export interface MeasuredModel {
  readonly source: SourceId;
  readonly provider: ExecutionProvider;
  readonly verdict: SpeedVerdict;
}

/** How to measure a trio. */
export interface MeasureTrioOptions {
  readonly signal?: AbortSignal | undefined;
  /** Measure even what is remembered. */
  readonly again?: boolean | undefined;
  /** Called before each model that is measured. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Measures the models of a trio on each graphics provider that passes its test, and remembers it for `auto`. Models of
 * one shape are measured once. Nothing is measured where there is nothing to choose: for models that are small, without
 * a graphics provider, where another one than `auto` is asked for, or where a model does not fit into both memories.
 * Takes seconds to minutes, and each model's memory in turn: for a moment when nothing else is loaded.
 *
 * @throws TriMixError `cancelled`
 */
export async function measureTrio(
  opened: OpenedTrio,
  budget: TrioBudget,
  { signal, again, onProgress }: MeasureTrioOptions = {},
): Promise<readonly MeasuredModel[]> {
  const { providerTests: tests, executionProvider: choice } = budget;
  if (tests === undefined || choice !== 'auto') return [];
  const planned = plannedModels(opened);
  const paying = sourceIds.filter((source) => planned[source].bytes >= smallestModelForGpu);
  if (paying.length === 0) return [];
  const { providers, memory, cpuRuntime } = await planRequest(opened, budget, signal);
  const shapes = new Map<string, SourceId>();
  for (const source of paying) {
    const key = await shapeKey(planned[source]);
    if (!shapes.has(key)) shapes.set(key, source);
  }
  const work = gpuLadder
    .filter((provider) => providers.includes(provider))
    .flatMap((provider) => [...shapes.values()].map((source) => ({ provider, source })))
    .filter(({ provider, source }) => fitsBoth(planned[source], provider, { memory, cpuRuntime }));
  const found: MeasuredModel[] = [];
  for (const { provider, source } of work) {
    onProgress?.(found.length, work.length);
    const verdict = await measureSpeed(planned[source], provider, tests, { signal, again });
    found.push({ source, provider, verdict });
  }
  return found;
}

function fitsBoth(
  model: ModelFolder,
  provider: ExecutionProvider,
  { memory, cpuRuntime }: Pick<PlanRequest, 'memory' | 'cpuRuntime'>,
): boolean {
  return [
    modelMemory(modelSize(model), 'cpu', 2 * promptTokens, cpuRuntime),
    modelMemory(modelSize(model), provider, 2 * promptTokens, cpuRuntime),
  ].every(({ main, gpu }) => (memory.unified ? main + gpu : main) <= memory.main && gpu <= (memory.gpu ?? 0));
}
