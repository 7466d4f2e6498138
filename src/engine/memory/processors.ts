import { smallestModelForGpu, type ExecutionProvider } from '../runtime/executionProvider.ts';
import type { ProviderTimes } from '../runtime/speedTest/modelSpeeds.ts';

/**
 * The processors that come into question for a model where `auto` may use the CPU and one graphics provider, best first:
 * the one that was measured to be faster, the graphics processor where nothing was measured. The slower one is still
 * there for what does not fit into the faster one's memory; a provider that cannot run the model, or computes it
 * wrongly, is not.
 *
 * @param bytes of the model's files: one so small that a graphics processor does not pay stays on the CPU
 * @param times that were measured of this model
 */
export function processorsFor(
  bytes: number,
  gpu: ExecutionProvider,
  times: ProviderTimes | undefined,
): readonly ExecutionProvider[] {
  const [onGpu, onCpu] = [times?.get(gpu), times?.get('cpu')];
  if (bytes < smallestModelForGpu || onGpu === Infinity) return ['cpu'];
  const cpuIsFaster = onGpu !== undefined && onCpu !== undefined && onCpu <= onGpu;
  return cpuIsFaster ? ['cpu', gpu] : [gpu, 'cpu'];
}

/**
 * Graphics providers in the order in which they are planned with: as they are given, but where all models were measured
 * on all of them, the one that takes the least time for the models together first.
 *
 * @param times of each model that a graphics processor may run
 */
export function byTime(
  providers: readonly ExecutionProvider[],
  times: readonly (ProviderTimes | undefined)[],
): readonly ExecutionProvider[] {
  const sum = (gpu: ExecutionProvider): number =>
    times.reduce((total, model) => {
      const [onGpu, onCpu] = [model?.get(gpu), model?.get('cpu')];
      // A model that this provider cannot run is on the CPU then; one that nobody measured says nothing.
      return total + (onGpu === undefined ? NaN : Math.min(onGpu, onCpu ?? Infinity));
    }, 0);
  const sums = new Map(providers.map((provider) => [provider, sum(provider)]));
  if ([...sums.values()].some(Number.isNaN)) return providers;
  return providers.toSorted((a, b) => compare(sums.get(a)!, sums.get(b)!));
}

/** Infinite sums, whose difference is no number, are equal. */
function compare(a: number, b: number): number {
  return Number(a > b) - Number(a < b);
}
