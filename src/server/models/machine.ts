import { mainMemory, type MachineMemory } from '../../engine/memory/machineMemory.ts';
import { readMachineMemory } from '../../engine/memory/readMachineMemory.ts';
import type { ExecutionProvider, ExecutionProviderChoice } from '../../engine/runtime/executionProvider.ts';
import { availableProviders } from '../../engine/runtime/probe.ts';
import type { CpuRuntime } from '../../engine/runtime/session/modelSession.ts';
import { cpuRuntimeReport } from '../../engine/runtime/session/native/nativeLibrary.ts';
import type { ServerSettings } from '../../protocol/settings.ts';

/** What models could run on here. */
export interface Machine {
  readonly memory: MachineMemory;
  /** Providers that the installed runtime has. */
  readonly providers: readonly ExecutionProvider[];
  /** What runs graphs on the CPU. */
  readonly cpuRuntime: CpuRuntime;
  /** What the settings ask for; one that the runtime does not have counts as no wish. */
  readonly choice: ExecutionProviderChoice;
}

type Asked = Pick<ServerSettings, 'gpuMemory' | 'executionProvider'>;

type MachineHardware = Omit<Machine, 'choice'>;

interface Hardware {
  readonly gpuMemory: number | null;
  readonly facts: Promise<MachineHardware>;
}

/** Knows the machine. Its graphics processor is asked for once: that takes a second, and nobody changes it meanwhile. */
export class MachineFacts {
  #hardware: Hardware | null = null;

  async current({ gpuMemory, executionProvider }: Asked): Promise<Machine> {
    const known = this.#hardware?.gpuMemory === gpuMemory ? this.#hardware : null;
    this.#hardware = known ?? { gpuMemory, facts: readHardware(gpuMemory) };
    const { memory, providers, cpuRuntime } = await this.#hardware.facts;
    const choice =
      executionProvider !== 'auto' && !providers.includes(executionProvider) ? 'auto' : executionProvider;
    return { memory: { ...memory, ...mainMemory() }, providers, cpuRuntime, choice };
  }
}

async function readHardware(gpuMemory: number | null): Promise<MachineHardware> {
  const providers = availableProviders();
  const { runtime: cpuRuntime } = await cpuRuntimeReport();
  return { memory: await readMachineMemory(providers, gpuMemory), providers, cpuRuntime };
}
