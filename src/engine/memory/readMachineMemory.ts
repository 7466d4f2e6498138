import { gpuLadder, type ExecutionProvider } from '../runtime/executionProvider.ts';
import { chooseGraphics, type GraphicsController } from './graphicsMemory.ts';
import { mainMemory, type MachineMemory } from './machineMemory.ts';

/**
 * Asks the system for its memory. Graphics memory takes a second or so on some systems (their own tools are started);
 * it is asked for only where a provider could use it.
 *
 * @param providers those that the runtime has
 * @param gpuMemory bytes of graphics memory where the user knows better; null to ask the system
 */
export async function readMachineMemory(
  providers: readonly ExecutionProvider[],
  gpuMemory: number | null,
): Promise<MachineMemory> {
  const executionProvider = gpuLadder.find((provider) => providers.includes(provider));
  if (executionProvider === undefined) return { ...mainMemory(), gpu: null };
  const { platform, arch } = process;
  const main = mainMemory();
  const host = { platform, arch, totalMemory: main.total };
  const graphics = chooseGraphics(await readControllers(), host, gpuMemory);
  return { ...main, gpu: graphics === null ? null : { ...graphics, executionProvider } };
}

/** A system whose tools fail has no graphics memory that we know of. */
async function readControllers(): Promise<readonly GraphicsController[]> {
  // Half a megabyte of code that a process without need of it does not run.
  const { graphics } = await import('systeminformation');
  try {
    return (await graphics()).controllers;
  } catch {
    return [];
  }
}
