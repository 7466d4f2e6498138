import type { WeightOrigin } from './decision.ts';
import { sourcesWithWeight, sweep, trimixWeights } from './mix.ts';
import type { FusionRule } from './rule.ts';
import type { PerSource, SourceId } from './sources.ts';
import { perSource } from './sources.ts';

/** A rule whose weights do not change from token to token. */
function linearRule(weights: PerSource<number>, origin: WeightOrigin): FusionRule {
  const swept = sweep(weights);
  return { sources: sourcesWithWeight(swept), weigh: () => swept, origin };
}

/** TriMix: α·L_largeIns + β·L_smallCpt + (1 − α − β)·L_smallBase (arXiv 2604.18106). */
export function trimixRule(alpha: number, beta: number, origin: WeightOrigin): FusionRule {
  return linearRule(trimixWeights(alpha, beta), origin);
}

/** Proxy Tuning: L_largeIns + strength·(L_smallCpt − L_smallBase) (Liu et al. 2024, arXiv 2401.08565). */
export function proxyTuningRule(strength: number): FusionRule {
  return linearRule({ largeIns: 1, smallCpt: strength, smallBase: -strength }, { kind: 'fixed' });
}

/** One source alone. */
export function singleRule(source: SourceId): FusionRule {
  return linearRule(
    perSource((other) => (other === source ? 1 : 0)),
    { kind: 'fixed' },
  );
}
