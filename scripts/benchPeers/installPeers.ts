import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmInstall } from '../../test/vscode-host/npm.ts';

/** What TriMix is compared with. They are no dependencies of the project. */
export const peerVersions = {
  'node-llama-cpp': '3.22.1',
  '@huggingface/transformers': '4.3.2',
} as const;

/**
 * Installs the peers into a folder, where they are not there yet. No package runs code: both bring their binaries along.
 *
 * @param work where benchmarks keep things
 * @returns the folder whose node_modules has them
 */
export async function installPeers(work: string, say: (text: string) => void): Promise<string> {
  const folder = join(work, 'peers');
  const missing = Object.entries(peerVersions).filter(
    ([name, version]) => installedVersion(folder, name) !== version,
  );
  if (missing.length === 0) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const packages = Object.entries(peerVersions).map(([name, version]) => `${name}@${version}`);
  say(`installing ${packages.join(' and ')}`);
  await npmInstall(folder, packages);
  return folder;
}

/** Version of a package in a folder's node_modules; null where it is not there. */
export function installedVersion(folder: string, name: string): string | null {
  const file = join(folder, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return null;
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
