import { TriMixError } from '../errors.ts';
import { sourceIds, type PerSource, type SourceId } from '../fusion/sources.ts';
import {
  gpuLadder,
  smallestModelForGpu,
  type ExecutionProvider,
  type ExecutionProviderChoice,
} from '../runtime/executionProvider.ts';
import type { UsableMemory } from './machineMemory.ts';
import { modelMemory, type ModelSize } from './modelMemory.ts';

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
 * All ways to load a trio that fit into memory, best first: more sources before fewer; among those, large-ins on the
 * graphics processor before the small ones on it, and the CPU last. Models so small that a graphics processor does not
 * pay stay on the CPU. A provider that the user names is the only one that is planned with; where nobody knows its
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
    ...modelMemory(sizeOf(source, request), executionProvider, request.contextTokens),
  });
  const allOn = (provider: ExecutionProvider): readonly Placement[] =>
    sources.map((source) => place(source, provider));
  if (choice !== 'auto') return [allOn(available(choice, request))];
  const spread = gpuProviders(request).flatMap((gpu) =>
    sources
      .reduce<readonly (readonly Placement[])[]>(
        (ways, source) => {
          const pays = sizeOf(source, request).bytes >= smallestModelForGpu;
          const processors: readonly ExecutionProvider[] = pays ? [gpu, 'cpu'] : ['cpu'];
          return ways.flatMap((way) => processors.map((provider) => [...way, place(source, provider)]));
        },
        [[]],
      )
      .filter((way) => way.some(({ executionProvider }) => executionProvider === gpu)),
  );
  return [...spread, allOn('cpu')];
}

function sizeOf(source: SourceId, { models }: PlanRequest): ModelSize {
  const size = models[source];
  if (size === null) throw new Error(`The source ${source} is not wanted.`);
  return size;
}

/** Providers of the graphics processor that `auto` tries; none where its memory is not known. */
function gpuProviders({ providers, memory }: PlanRequest): readonly ExecutionProvider[] {
  return memory.gpu === null ? [] : gpuLadder.filter((provider) => providers.includes(provider));
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
