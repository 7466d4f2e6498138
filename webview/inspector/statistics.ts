import type { Decision, PerSource, SourceId } from '../../src/protocol/engineTypes.ts';
import { sourceIds } from '../shared/sources.ts';

/** What a generation's decisions amount to. */
export interface Statistics {
  readonly won: PerSource<number>;
  readonly changedByFusion: number;
}

/** Counts who decided how many tokens. */
export function statisticsOf(decisions: readonly Decision[]): Statistics {
  const won: Record<SourceId, number> = { largeIns: 0, smallCpt: 0, smallBase: 0 };
  let changedByFusion = 0;
  for (const decision of decisions) {
    won[decision.winner] += 1;
    if (decision.changedByFusion) changedByFusion += 1;
  }
  return { won, changedByFusion };
}

/** Whether any source's weight differs between steps, so that a chart of them says something. */
export function weightsVary(decisions: readonly Decision[]): boolean {
  const first = decisions[0];
  if (first === undefined) return false;
  return decisions.some(({ weights }) =>
    sourceIds.some((source) => weights[source] !== first.weights[source]),
  );
}
