import { totalmem } from 'node:os';
import type { MachineMemory } from '../../protocol/models.ts';
import type { ServerSettings } from '../../protocol/settings.ts';

/** The machine's memory. The graphics processor's is known where the settings tell it. */
export function machineMemory({ gpuMemory }: Pick<ServerSettings, 'gpuMemory'>): MachineMemory {
  return {
    total: totalmem(),
    available: process.availableMemory(),
    gpu:
      gpuMemory === null
        ? null
        : { name: 'GPU', executionProvider: 'webgpu', total: gpuMemory, available: null },
  };
}
