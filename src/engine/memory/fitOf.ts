import type { Fit } from './fit.ts';
import type { LoadPlan } from './loadPlan.ts';

/**
 * What plans of loading all three models amount to.
 *
 * @param plans of {@link planLoad}, best first
 * @param shortage what to tell where there is no plan
 */
export function fitOf(
  plans: readonly LoadPlan[],
  shortage: { readonly neededBytes: number; readonly availableBytes: number },
): Fit {
  const [best] = plans;
  if (best === undefined) return { kind: 'too-large', ...shortage };
  const { placements } = best;
  if (placements.length === 1 || placements.length === 2) {
    return { kind: 'reduced', models: placements.length };
  }
  const onCpu = placements.filter(({ executionProvider }) => executionProvider === 'cpu').length;
  if (onCpu === placements.length) return { kind: 'cpu' };
  return { kind: onCpu === 0 ? 'gpu' : 'gpu-and-cpu' };
}
