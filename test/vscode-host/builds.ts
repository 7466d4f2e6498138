import os from 'node:os';
import path from 'node:path';

/** One pinned set of npm packages that together are a whole VS Code: server, extension host, web workbench. */
export interface HostBuild {
  /** The VS Code inside. */
  readonly vscode: string;
  readonly codeServer: string;
  /** The Node that runs the server, and therefore the extension host. */
  readonly node: string;
}

/** The ends of the range we promise in `engines.vscode`: what people have today, and the oldest that must work. */
export const hostBuilds = {
  newest: { vscode: '1.139.1', codeServer: '4.139.1', node: '24.21.0' },
  oldest: { vscode: '1.100.3', codeServer: '4.100.3', node: '20.20.2' },
} as const satisfies Record<string, HostBuild>;

export type HostBuildName = keyof typeof hostBuilds;

/**
 * The build that `TRIMIX_VSCODE` names (`newest`, the default, or `oldest`).
 *
 * @throws Error when the variable holds anything else.
 */
export function chosenBuild(): HostBuild {
  const name = process.env['TRIMIX_VSCODE'] ?? 'newest';
  if (name !== 'newest' && name !== 'oldest') {
    throw new Error(`TRIMIX_VSCODE is «${name}»; it must be newest or oldest.`);
  }
  return hostBuilds[name];
}

/** Where downloads are kept between runs: `TRIMIX_CACHE`, else the user's cache folder. */
export function cacheRoot(): string {
  const chosen = process.env['TRIMIX_CACHE'];
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  const base = process.env['XDG_CACHE_HOME'];
  return path.join(base === undefined || base === '' ? path.join(os.homedir(), '.cache') : base, 'trimix');
}

/** True where the npm packages of the offline host have binaries. */
export function offlineHostRunsHere(): boolean {
  return process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64');
}
