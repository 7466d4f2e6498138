import { cpuRuntimes, type CpuRuntime } from '../modelSession.ts';
import { OrtLibrary } from './ortLibrary.ts';

/** For support: names the runtime of the CPU where the usual choice turns out to be wrong. */
const variable = 'TRIMIX_RUNTIME';

let opened: Promise<OrtLibrary | Error> | undefined;

/** The library, or the reason why it cannot be used here; found out once in a process. */
function openOnce(): Promise<OrtLibrary | Error> {
  opened ??= OrtLibrary.open().catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  return opened;
}

/**
 * The library for native sessions; null where onnxruntime-node is to be used.
 *
 * @param wanted default: what the environment names, else native where it works
 * @throws Error with the reason when it is asked for by name and cannot be used
 */
export async function nativeLibrary(wanted = namedRuntime()): Promise<OrtLibrary | null> {
  if (wanted === 'onnxruntime-node') return null;
  const found = await openOnce();
  if (!(found instanceof Error)) return found;
  if (wanted === 'native') throw found;
  return null;
}

/** What runs models on the CPU here, and why not the other. */
export async function cpuRuntimeReport(): Promise<{ readonly runtime: CpuRuntime; readonly reason: string }> {
  const named = namedRuntime();
  if (named !== undefined) return { runtime: named, reason: `${variable} asks for it` };
  const found = await openOnce();
  return found instanceof Error
    ? { runtime: 'onnxruntime-node', reason: `the native runtime cannot be used: ${found.message}` }
    : { runtime: 'native', reason: 'keys and values stay in place, and a run can be ended in its middle' };
}

function namedRuntime(): CpuRuntime | undefined {
  return cpuRuntimes.find((runtime) => runtime === process.env[variable]);
}
