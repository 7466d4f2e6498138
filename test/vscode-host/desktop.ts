import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheRoot } from './builds.ts';

/** Asked before a download is tried: an unreachable one must be given up within seconds. */
const releasesUrl = 'https://update.code.visualstudio.com/api/releases/stable';
const probeMs = 4_000;

/** True when a desktop program can open a window here. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true;
  return (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
}

/** True when VS Code can be downloaded from its makers. */
export async function downloadReachable(): Promise<boolean> {
  try {
    const response = await fetch(releasesUrl, { method: 'HEAD', signal: AbortSignal.timeout(probeMs) });
    return response.ok;
  } catch {
    return false;
  }
}

/** Downloads desktop VS Code into the cache folder, or finds it there. Resolves to its executable. */
export async function ensureDesktop(version: string): Promise<string> {
  return downloadAndUnzipVSCode({
    version,
    cachePath: path.join(cacheRoot(), 'vscode-desktop'),
    timeout: 15_000,
  });
}

/**
 * The desktop VS Code of that version where it can be had and shown; undefined where the offline host has to do.
 */
export async function desktopIfPossible(
  version: string,
  say: (message: string) => void,
): Promise<string | undefined> {
  if (!hasDisplay() || !(await downloadReachable())) return undefined;
  try {
    return await ensureDesktop(version);
  } catch (error) {
    say(`VS Code could not be downloaded: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
