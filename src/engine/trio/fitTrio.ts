import type { Fit } from '../memory/fit.ts';
import { fitOf } from '../memory/fitOf.ts';
import { planLoad, type LoadPlan } from '../memory/loadPlan.ts';
import { shortageOf } from '../memory/shortage.ts';
import { missingSources } from './missingSources.ts';
import type { OpenedTrio } from './openTrio.ts';
import { planRequest, type TrioBudget } from './planRequest.ts';
import type { MissingSource } from './trioInfo.ts';

/** How a trio would be loaded now. */
export interface TrioFit {
  readonly fit: Fit;
  /** Null where nothing of it fits. */
  readonly plan: LoadPlan | null;
  /** What the plan leaves out. */
  readonly missing: readonly MissingSource[];
}

/**
 * Tells where a trio would run, without loading anything.
 *
 * @throws TriMixError `execution-provider-unavailable`
 */
export async function fitTrio(opened: OpenedTrio, budget: TrioBudget): Promise<TrioFit> {
  const request = await planRequest(opened, budget);
  const plans = planLoad(request);
  const plan = plans[0] ?? null;
  return {
    fit: fitOf(plans, shortageOf(request)),
    plan,
    missing: missingSources(request, plan ?? { placements: [] }, []),
  };
}
