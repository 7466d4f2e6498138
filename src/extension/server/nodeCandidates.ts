import { execFile } from 'node:child_process';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import type { NodeCandidate, NodeFacts } from './nodeLadder.ts';

/** What the ladder looks at, passed as data so that every platform can be tested. */
export interface Surroundings {
  /** `trimix.server.nodePath`; empty when not set. */
  readonly nodePath: string;
  /** The extension host's executable. */
  readonly execPath: string;
  /** Whether that executable is Electron (`process.versions.electron`). */
  readonly electron: boolean;
  readonly pathVariable: string;
  readonly platform: NodeJS.Platform;
  readonly exists: (file: string) => boolean;
}

/** The rungs of the ladder, the best first. */
export function nodeCandidates(surroundings: Surroundings): readonly NodeCandidate[] {
  const { nodePath, execPath, electron } = surroundings;
  return [
    ...(nodePath === '' ? [] : [{ origin: 'setting', file: nodePath } as const]),
    ...(electron ? [] : [{ origin: 'extension-host', file: execPath } as const]),
    ...pathCandidates(surroundings),
    ...(electron ? [{ origin: 'electron', file: execPath } as const] : []),
  ];
}

/** `node` in each absolute folder of the PATH; a relative folder would let the workspace choose the executable. */
function pathCandidates({ pathVariable, platform, exists }: Surroundings): readonly NodeCandidate[] {
  const executable = platform === 'win32' ? 'node.exe' : 'node';
  const folders = pathVariable.split(delimiter).filter((folder) => isAbsolute(folder));
  const files = folders.map((folder) => join(folder, executable)).filter((file) => exists(file));
  return [...new Set(files)].map((file) => ({ origin: 'path', file }));
}

const run = promisify(execFile);

/** Long enough for a cold start from a slow disk. */
const probeTimeoutMs = 5000;

/** Asks an executable what it is. Rejects when it cannot be run, or is no Node. */
export async function probeNode(file: string): Promise<NodeFacts> {
  const question =
    'JSON.stringify([process.versions.node,process.arch,process.versions.electron!==undefined])';
  const { stdout } = await run(file, ['-p', question], {
    timeout: probeTimeoutMs,
    windowsHide: true,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
  });
  const answer: unknown = JSON.parse(stdout);
  if (!Array.isArray(answer)) throw new Error('gives no answer that Node would give');
  const [version, arch, electron] = answer as readonly unknown[];
  if (typeof version !== 'string' || typeof arch !== 'string' || typeof electron !== 'boolean') {
    throw new Error('gives no answer that Node would give');
  }
  return { version, arch, electron };
}
