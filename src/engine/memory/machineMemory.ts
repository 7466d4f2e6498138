import { totalmem } from 'node:os';
import type { ExecutionProvider } from '../runtime/executionProvider.ts';
import type { GraphicsMemory } from './graphicsMemory.ts';

/** Memory that models can have on this machine, in bytes. */
export interface MachineMemory {
  /** Main memory that this process may use at all. */
  readonly total: number;
  /** Free now, without what other programs would have to give up. */
  readonly available: number;
  /** The graphics processor that models would run on; null where there is none, or none that can be used. */
  readonly gpu: (GraphicsMemory & { readonly executionProvider: ExecutionProvider }) | null;
}

/** Bytes that stay free for the editor and everything else: a machine that swaps is worse than a smaller mix. */
const reserveShare = 0.1;
const largestReserve = 1024 ** 3;

/** Graphics memory that the display and fragmentation leave. */
const gpuShare = 0.9;

/** Main memory as the system tells it now; limits of a container count. */
export function mainMemory(): Pick<MachineMemory, 'total' | 'available'> {
  const system = totalmem();
  // 0 or an absurdly large number where no limit is set.
  const limit = process.constrainedMemory();
  const total = limit > 0 && limit < system ? limit : system;
  return { total, available: Math.min(total, process.availableMemory()) };
}

/** Bytes that models may take. */
export interface UsableMemory {
  readonly main: number;
  /** Null where there is no graphics processor to use. */
  readonly gpu: number | null;
  /** The graphics processor uses main memory: what is taken there is missing here. */
  readonly unified: boolean;
}

/**
 * What models may take of a machine's memory: the free main memory less a tenth of all (at most 1 GiB), and nine
 * tenths of the graphics memory.
 *
 * @param limit the most that models may take of main memory, in bytes; null for no limit but the machine's
 */
export function usableMemory(
  { total, available, gpu }: MachineMemory,
  limit: number | null = null,
): UsableMemory {
  const free = Math.max(0, available - Math.min(largestReserve, reserveShare * total));
  return {
    main: Math.min(limit ?? Infinity, free),
    gpu: gpu === null ? null : gpuShare * (gpu.available ?? gpu.total),
    unified: gpu?.unified ?? false,
  };
}
