import { sourceFolder, sourceIds, type SourceId } from '../fusion/sources.ts';
import type { ExecutionProvider } from '../runtime/executionProvider.ts';
import { TriMixError } from '../errors.ts';
import type { ErrorDetails, ErrorWord } from '../errorTexts.ts';
import { formatBytes } from './formatBytes.ts';
import { planLoad, total, type PlanRequest } from './loadPlan.ts';
import { modelMemory, type ModelMemory, type ModelSize } from './modelMemory.ts';

/** The processor that a refusal counts with: the named one, else the CPU, which takes what fits nowhere else. */
function countedOn({ choice }: PlanRequest): ExecutionProvider {
  return choice === 'auto' ? 'cpu' : choice;
}

/** By how much the smallest part of a trio is too large for the memory there is. */
export interface Shortage {
  /** Bytes that the smallest part needs: small-cpt alone, or all of what was wanted without it. */
  readonly neededBytes: number;
  /** Bytes that models may take of the memory where it would be. */
  readonly availableBytes: number;
  /** Where that memory is. */
  readonly of: keyof ModelMemory;
}

/** What lacks where {@link planLoad} finds no plan. */
export function shortageOf(request: PlanRequest, smallest = smallestSet(request)): Shortage {
  const { memory, contextTokens, cpuRuntime, models } = request;
  const provider = countedOn(request);
  const needs = smallest.map((source) => modelMemory(models[source]!, provider, contextTokens, cpuRuntime));
  const sum = (of: keyof ModelMemory): number => needs.reduce((bytes, need) => bytes + need[of], 0);
  const of = sum('gpu') > (memory.gpu ?? Infinity) ? 'gpu' : 'main';
  return { neededBytes: sum(of), availableBytes: of === 'gpu' ? memory.gpu! : memory.main, of };
}

function smallestSet({ models }: PlanRequest): readonly SourceId[] {
  if (models.smallCpt !== null) return ['smallCpt'];
  return sourceIds.filter((source) => models[source] !== null);
}

/**
 * The refusal to load, with the numbers and what would fit.
 *
 * @param whole all wanted sources must fit: fewer would not do
 */
export function memoryInsufficient(trio: string, request: PlanRequest, whole: boolean): TriMixError {
  const provider = countedOn(request);
  const wanted = sourceIds.filter((source) => request.models[source] !== null);
  const { neededBytes, availableBytes, of } = shortageOf(request, whole ? wanted : undefined);
  const perModel = wanted.map((source) => {
    const needs = modelMemory(request.models[source]!, provider, request.contextTokens, request.cpuRuntime);
    return `${sourceFolder[source]} ${formatBytes(needs[of])}`;
  });
  return new TriMixError('memory-insufficient', {
    trio,
    part: (whole
      ? 'all models together'
      : wanted.includes('smallCpt')
        ? 'small-cpt alone'
        : 'it') satisfies ErrorWord<'part'>,
    needed: formatBytes(neededBytes),
    available: formatBytes(Math.max(0, availableBytes)),
    memory: (of === 'gpu' ? 'graphics memory' : 'main memory') satisfies ErrorWord<'memory'>,
    models: perModel.join(', '),
    ...fitsInInt4(request),
  });
}

/** Bytes of an int4 file relative to that of the same model in another precision: 32 weights share a scale. */
const int4Share = { fp32: 0.19, fp16: 0.38, int8: 0.68, int4: 1 } as const satisfies Record<
  ModelSize['precision'],
  number
>;

/** Which of the same models would fit in int4, and what they would need; nothing where none would. */
function fitsInInt4(request: PlanRequest): ErrorDetails {
  const inInt4 = (size: ModelSize | null): ModelSize | null =>
    size === null
      ? null
      : { ...size, bytes: Math.ceil(size.bytes * int4Share[size.precision]), precision: 'int4' };
  const { largeIns, smallCpt, smallBase } = request.models;
  const models = { largeIns: inInt4(largeIns), smallCpt: inInt4(smallCpt), smallBase: inInt4(smallBase) };
  const [best] = planLoad({ ...request, models });
  if (best === undefined) return {};
  const { placements } = best;
  return {
    int4Models: placements.map(({ source }) => sourceFolder[source]).join(', '),
    int4Needed: formatBytes(total(placements, 'main') + total(placements, 'gpu')),
  };
}
