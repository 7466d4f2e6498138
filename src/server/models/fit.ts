import type { PerSource } from '../../engine/fusion/sources.ts';
import type { Fit } from '../../engine/memory/fit.ts';
import { fitOf } from '../../engine/memory/fitOf.ts';
import { planLoad } from '../../engine/memory/loadPlan.ts';
import { usableMemory, type MachineMemory } from '../../engine/memory/machineMemory.ts';
import { defaultContextTokens, modelSize, type ModelSize } from '../../engine/memory/modelMemory.ts';
import { shortageOf } from '../../engine/memory/shortage.ts';
import type { InstalledTrio } from '../../models/index.ts';
import type { Machine } from './machine.ts';

/** Of the main memory: what models may have on a machine where an editor and a browser are open. */
const mainShare = 0.75;

/**
 * Where a trio would run on a machine, or by how much it is too large. What is free this minute does not decide it: the
 * trio may be loaded right now, or another one in its place.
 *
 * @param gpuShare of the graphics memory, what may be used; in (0, 1]
 */
export function fitIn(models: PerSource<ModelSize>, machine: Machine, gpuShare = 1): Fit {
  const { providers, choice, cpuRuntime } = machine;
  const memory = usableMemory(usualMemory(machine.memory, gpuShare));
  const request = { models, choice, providers, memory, cpuRuntime, contextTokens: defaultContextTokens };
  return fitOf(planLoad(request), shortageOf(request));
}

function usualMemory({ total, available, gpu }: MachineMemory, gpuShare: number): MachineMemory {
  return {
    total,
    available: Math.max(available, mainShare * total),
    gpu: gpu === null ? null : { ...gpu, total: gpuShare * gpu.total, available: null },
  };
}

/** Sizes of the models of a trio on disk; of its small-cpts, the largest. */
export function installedSizes({
  manifest,
  models,
}: Pick<InstalledTrio, 'manifest' | 'models'>): PerSource<ModelSize> {
  const largestOf = (folders: readonly string[]): ModelSize => {
    const sizes = models.filter(({ folder }) => folders.includes(folder)).map(modelSize);
    const [first, ...rest] = sizes;
    // A trio that opens has all the models that it names.
    if (first === undefined) throw new Error(`no model in ${folders.join(', ')}`);
    return rest.reduce((largest, size) => (size.bytes > largest.bytes ? size : largest), first);
  };
  const { largeIns, smallBase, smallCpt } = manifest.sources;
  return {
    largeIns: largestOf([largeIns]),
    smallCpt: largestOf(Object.values(smallCpt)),
    smallBase: largestOf([smallBase]),
  };
}
