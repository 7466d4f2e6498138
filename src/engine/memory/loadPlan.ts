import { TriMixError } from '../errors.ts';
import { sourceIds, type PerSource, type SourceId } from '../fusion/sources.ts';
import {
  gpuLadder,
  smallestModelForGpu,
  type ExecutionProvider,
  type ExecutionProviderChoice,
} from '../runtime/executionProvider.ts';
import type { CpuRuntime } from '../runtime/session/modelSession.ts';
import type { ProviderTimes } from '../runtime/speedTest/modelSpeeds.ts';
import type { UsableMemory } from './machineMemory.ts';
import { modelMemory, type ModelSize } from './modelMemory.ts';
import { byTime, processorsFor } from './processors.ts';

/** One model of a plan, with the processor it runs on and the bytes of memory it takes there and in main memory. */
export interface Placement {
  readonly source: SourceId;
  readonly executionProvider: ExecutionProvider;
  readonly main: number;
  readonly gpu: number;
}

/** Which sources are loaded, in the usual order, and where each runs. */
export interface LoadPlan {
  readonly placements: readonly Placement[];
}

/** Everything that a plan depends on. */
export interface PlanRequest {
  /** The sources that are wanted; null for one that is not. */
  readonly models: PerSource<ModelSize | null>;
  readonly choice: ExecutionProviderChoice;
  /** Providers that the installed runtime has. */
  readonly providers: readonly ExecutionProvider[];
  readonly memory: UsableMemory;
  /** Positions in the KV caches. */
  readonly contextTokens: number;
  /** What runs graphs on the CPU. */
  readonly cpuRuntime: CpuRuntime;
  /** What was measured of the models, for `auto`; default: nothing. */
  readonly times?: PerSource<ProviderTimes>;
}

/**
 * What is given up first where not everything fits: small-base has no weight in the pairs that are recommended, and
 * large-ins without a small-cpt does not know the language.
 */
const degradation: readonly (readonly SourceId[])[] = [
  ['largeIns', 'smallCpt', 'smallBase'],
  ['largeIns', 'smallCpt'],
  ['smallCpt'],
];

/**
 * All ways to load a trio that fit into memory, best first: more sources before fewer; among those, each model where it
 * was measured to be faster, else on the graphics processor, large-ins before the small ones. Models so small that a
 * graphics processor does not pay stay on the CPU. A provider that the user names is the only one that is planned with; where nobody knows its
 * memory it is taken at the user's word.
 *
 * @returns an empty list where nothing fits
 * @throws TriMixError `execution-provider-unavailable` when the named provider is not in the runtime
 */
export function planLoad(request: PlanRequest): readonly LoadPlan[] {
  const wanted = sourceIds.filter((source) => request.models[source] !== null);
  const fits = plansThatFit(request);
  return sourceSets(wanted).flatMap((sources) =>
    assignments(sources, request)
      .map((placements) => ({ placements }))
      .filter(fits),
  );
}

/** The steps of the degradation as far as they are wanted, each once. Without small-cpt there is no smaller step. */
function sourceSets(wanted: readonly SourceId[]): readonly (readonly SourceId[])[] {
  const sets = degradation.map((step) => step.filter((source) => wanted.includes(source)));
  return sets.filter(
    (set, index) => set.length > 0 && sets.findIndex((other) => other.length === set.length) === index,
  );
}

/** Every way to spread sources over the processors that come into question, best first. */
function assignments(sources: readonly SourceId[], request: PlanRequest): readonly (readonly Placement[])[] {
  const { choice } = request;
  const place = (source: SourceId, executionProvider: ExecutionProvider): Placement => ({
    source,
    executionProvider,
    ...modelMemory(sizeOf(source, request), executionProvider, request.contextTokens, request.cpuRuntime),
  });
  const allOn = (provider: ExecutionProvider): readonly Placement[] =>
    sources.map((source) => place(source, provider));
  if (choice !== 'auto') return [allOn(available(choice, request))];
  const ways = gpuProviders(request).flatMap((gpu) =>
    sources.reduce<readonly (readonly Placement[])[]>(
      (begun, source) => {
        const processors = processorsFor(sizeOf(source, request).bytes, gpu, request.times?.[source]);
        return begun.flatMap((way) => processors.map((provider) => [...way, place(source, provider)]));
      },
      [[]],
    ),
  );
  return withCpuOnce(ways) ?? [allOn('cpu')];
}

/**
 * Each provider's list has the way that uses the CPU alone: it is the first of all where it was measured to be the
 * fastest, else it stands where the last list has it. Null for no ways.
 */
function withCpuOnce(ways: readonly (readonly Placement[])[]): readonly (readonly Placement[])[] | null {
  const isOnCpu = (way: readonly Placement[]): boolean =>
    way.every(({ executionProvider }) => executionProvider === 'cpu');
  const [first] = ways;
  if (first === undefined) return null;
  const kept = isOnCpu(first) ? first : ways.findLast(isOnCpu);
  return ways.filter((way) => way === kept || !isOnCpu(way));
}

function sizeOf(source: SourceId, { models }: PlanRequest): ModelSize {
  const size = models[source];
  if (size === null) throw new Error(`The source ${source} is not wanted.`);
  return size;
}

/** Providers of the graphics processor that `auto` tries; none where its memory is not known. */
function gpuProviders({ providers, memory, models, times }: PlanRequest): readonly ExecutionProvider[] {
  if (memory.gpu === null) return [];
  const paying = sourceIds.filter((source) => (models[source]?.bytes ?? 0) >= smallestModelForGpu);
  return byTime(
    gpuLadder.filter((provider) => providers.includes(provider)),
    paying.map((source) => times?.[source]),
  );
}

function available(choice: ExecutionProvider, { providers }: PlanRequest): ExecutionProvider {
  if (providers.includes(choice)) return choice;
  throw new TriMixError('execution-provider-unavailable', {
    provider: choice,
    reason: 'the installed ONNX Runtime does not have it on this platform',
    available: providers.join(', '),
  });
}

function plansThatFit({ memory }: PlanRequest): (plan: LoadPlan) => boolean {
  return ({ placements }) => {
    const main = total(placements, 'main');
    const gpu = total(placements, 'gpu');
    const onGpu = gpu <= (memory.gpu ?? Infinity);
    return onGpu && (memory.unified ? main + gpu : main) <= memory.main;
  };
}

/** Bytes that placements take together. */
export function total(placements: readonly Placement[], of: 'main' | 'gpu'): number {
  return placements.reduce((sum, placement) => sum + placement[of], 0);
}
