import type { LoadPlan } from './loadPlan.ts';

/** Where a trio would run on this machine, or by how much it is too large. */
export type Fit =
  | { readonly kind: 'gpu' }
  /** The large model on the processor, the small ones on the graphics processor, or the other way round. */
  | { readonly kind: 'gpu-and-cpu' }
  | { readonly kind: 'cpu' }
  /** Not all three models fit: fewer would run. */
  | { readonly kind: 'reduced'; readonly models: 1 | 2 }
  /** Not even the smallest part of it fits: what that needs, and what there is. */
  | { readonly kind: 'too-large'; readonly neededBytes: number; readonly availableBytes: number };

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
