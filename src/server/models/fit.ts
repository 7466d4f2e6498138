import { cacheBytesPerPosition } from '../../engine/runtime/modelDescription.ts';
import type { InstalledTrio } from '../../models/index.ts';
import type { Fit, MachineMemory } from '../../protocol/models.ts';

/** Bytes that each model of a trio takes in memory. */
export interface TrioMemory {
  readonly largeIns: number;
  readonly smallCpt: number;
  readonly smallBase: number;
}

/** Of the memory that is there: the rest is for the system and for what the runtime needs besides weights. */
const usable = 0.85;

/** Where a trio would run on a machine, or by how much it is too large for it. */
export function fitOf({ largeIns, smallCpt, smallBase }: TrioMemory, memory: MachineMemory): Fit {
  const gpu = memory.gpu === null ? 0 : usable * (memory.gpu.available ?? memory.gpu.total);
  const cpu = usable * memory.total;
  const small = smallCpt + smallBase;
  if (largeIns + small <= gpu) return { kind: 'gpu' };
  const isSplit = (largeIns <= gpu && small <= cpu) || (small <= gpu && largeIns <= cpu);
  if (isSplit) return { kind: 'gpu-and-cpu' };
  if (largeIns + small <= cpu) return { kind: 'cpu' };
  const most = Math.max(gpu, cpu);
  if (largeIns + smallCpt <= most) return { kind: 'reduced', models: 2 };
  if (smallCpt <= most) return { kind: 'reduced', models: 1 };
  return { kind: 'too-large', neededBytes: smallCpt, availableBytes: most };
}

/** Positions in the KV cache that memory is told for: as in the catalogue. */
const cachedTokens = 4096;

/** What the models of a trio on disk take in memory, for its largest small-cpt. */
export function trioMemory({ manifest, models }: Pick<InstalledTrio, 'manifest' | 'models'>): TrioMemory {
  const bytesOf = (folder: string): number => {
    const model = models.find((candidate) => candidate.folder === folder);
    return model === undefined ? 0 : modelMemory(model);
  };
  const { largeIns, smallBase, smallCpt } = manifest.sources;
  return {
    largeIns: bytesOf(largeIns),
    smallBase: bytesOf(smallBase),
    smallCpt: Math.max(...Object.values(smallCpt).map(bytesOf)),
  };
}

function modelMemory({ bytes, description }: InstalledTrio['models'][number]): number {
  // Halves are widened when they are loaded.
  const weights = description.quantisation.precision === 'fp16' ? 2 * bytes : bytes;
  return weights + cacheBytesPerPosition(description) * cachedTokens;
}
