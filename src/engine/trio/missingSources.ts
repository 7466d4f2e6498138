import type { TriMixError } from '../errors.ts';
import { sourceIds, type SourceId } from '../fusion/sources.ts';
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
    const { executionProvider, error } = refusal;
    const message = String(error.details['reason'] ?? error.message);
    return { kind: 'refused', executionProvider, message };
  }
  return lack(size, request, plan);
}

/** What the source needs, and what the loaded ones leave of the memory that comes nearest to it. */
function lack(
  size: ModelSize,
  { choice, memory, contextTokens }: PlanRequest,
  plan: LoadPlan,
): MissingReason {
  const used = { main: total(plan.placements, 'main'), gpu: total(plan.placements, 'gpu') };
  const left = {
    main: memory.main - used.main - (memory.unified ? used.gpu : 0),
    gpu: (memory.gpu ?? 0) - used.gpu,
  };
  // Any provider of the graphics processor: they need the same of its memory.
  const needs = {
    main: modelMemory(size, 'cpu', contextTokens).main,
    gpu: modelMemory(size, 'webgpu', contextTokens).gpu,
  };
  const asked = choice === 'auto' ? 'any' : choice === 'cpu' ? 'main' : 'gpu';
  const onGpu =
    asked === 'gpu' ||
    (asked === 'any' && memory.gpu !== null && left.gpu - needs.gpu > left.main - needs.main);
  const where = onGpu ? 'gpu' : 'main';
  return {
    kind: 'memory',
    neededBytes: Math.ceil(needs[where]),
    availableBytes: Math.max(0, Math.floor(left[where])),
  };
}
