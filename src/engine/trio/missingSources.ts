import type { TriMixError } from '../errors.ts';
import { sourceIds, type PerSource, type SourceId } from '../fusion/sources.ts';
import { total, type LoadPlan, type PlanRequest } from '../memory/loadPlan.ts';
import { modelMemory, type ModelSize } from '../memory/modelMemory.ts';
import type { ExecutionProvider } from '../runtime/executionProvider.ts';
import type { MissingReason, MissingSource } from './trioInfo.ts';

/** A provider that did not take a model. */
export interface Refusal {
  readonly source: SourceId;
  readonly executionProvider: ExecutionProvider;
  readonly error: TriMixError;
}

/** Why, in the provider's own words. */
export function wordsOf({ error }: Refusal): string {
  return String(error.details['reason'] ?? error.message);
}

/** Why the sources that a plan leaves out are not loaded. */
export function missingSources(
  request: PlanRequest,
  plan: LoadPlan,
  refusals: readonly Refusal[],
): readonly MissingSource[] {
  return sourceIds
    .filter((source) => plan.placements.every((placement) => placement.source !== source))
    .map((source) => ({ source, reason: reasonFor(source, request, plan, refusals) }));
}

function reasonFor(
  source: SourceId,
  request: PlanRequest,
  plan: LoadPlan,
  refusals: readonly Refusal[],
): MissingReason {
  const size = request.models[source];
  if (size === null) return { kind: 'not-wanted' };
  const refusal = refusals.find((candidate) => candidate.source === source);
  if (refusal !== undefined) {
    return { kind: 'refused', executionProvider: refusal.executionProvider, message: wordsOf(refusal) };
  }
  return lack(source, size, request, plan);
}

/** Which source a missing one must let go first: small-base is the first that is given up. */
const goesBefore = {
  smallCpt: [],
  largeIns: ['smallCpt'],
  smallBase: ['smallCpt', 'largeIns'],
} as const satisfies PerSource<readonly SourceId[]>;

/** What the source needs, and what the ones before it leave of the memory that comes nearest to it. */
function lack(source: SourceId, size: ModelSize, request: PlanRequest, plan: LoadPlan): MissingReason {
  const { choice, memory, models } = request;
  const used = { main: total(plan.placements, 'main'), gpu: total(plan.placements, 'gpu') };
  const ahead = goesBefore[source].flatMap((other) =>
    plan.placements.some((placement) => placement.source === other) ? [] : (models[other] ?? []),
  );
  const needs = needsOf(size, request);
  const kept = (of: 'main' | 'gpu'): number =>
    ahead.reduce((sum, other) => sum + needsOf(other, request)[of], used[of]);
  const left = {
    main: memory.main - kept('main') - (memory.unified ? used.gpu : 0),
    gpu: (memory.gpu ?? 0) - kept('gpu'),
  };
  const isNearer = memory.gpu !== null && left.gpu - needs.gpu > left.main - needs.main;
  const where = choice === 'cpu' || (choice === 'auto' && !isNearer) ? 'main' : 'gpu';
  return {
    kind: 'memory',
    neededBytes: Math.ceil(needs[where]),
    availableBytes: Math.max(0, Math.floor(left[where])),
  };
}

/** Main memory where it runs on the CPU, graphics memory where it does not (all providers need the same of that). */
function needsOf(
  size: ModelSize,
  { contextTokens, cpuRuntime }: PlanRequest,
): Readonly<Record<'main' | 'gpu', number>> {
  return {
    main: modelMemory(size, 'cpu', contextTokens, cpuRuntime).main,
    gpu: modelMemory(size, 'webgpu', contextTokens, cpuRuntime).gpu,
  };
}
