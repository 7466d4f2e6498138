import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { linesRightToLeft } from '../src/extension/l10n/rightToLeft.ts';
import { draftLanguages, pageDirection } from '../src/protocol/interfaceLanguages.ts';
import { command } from '../test/vscode-host/commands.ts';

export const projectRoot = path.dirname(import.meta.dirname);

/** What a package of the extension holds besides bundles and the native runtime; `.vscodeignore` has the last word. */
const required = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  '.vscodeignore',
  'docs/translating.md',
  'media',
  'models',
];
const optional = ['l10n', 'package.nls.json', 'package.nls.zh-cn.json', 'package.nls.ru.json'];

/** Platforms for which ONNX Runtime has binaries, by the name that VS Code gives them. */
const targets = {
  'linux-x64': 'linux/x64',
  'linux-arm64': 'linux/arm64',
  'win32-x64': 'win32/x64',
  'win32-arm64': 'win32/arm64',
  'darwin-arm64': 'darwin/arm64',
} as const;
export type Target = keyof typeof targets;

export const targetNames = Object.keys(targets) as readonly Target[];

export function isTarget(name: string): name is Target {
  return name in targets;
}

/**
 * The target of this machine.
 *
 * @throws Error where ONNX Runtime has no binaries.
 */
export function thisTarget(): Target {
  const name = `${process.platform}-${process.arch}`;
  if (isTarget(name)) return name;
  throw new Error(`ONNX Runtime has no binaries for ${name}. TriMix runs on ${targetNames.join(', ')}.`);
}

/**
 * Builds the extension into a folder of its own that holds exactly what a user gets: packaged from here, started
 * from here and tested from here.
 *
 * @returns the folder.
 */
export async function stageExtension(target: Target): Promise<string> {
  const stage = path.join(projectRoot, '.cache', 'stage', target);
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { recursive: true });
  const outdir = path.join(stage, 'dist');
  await command(process.execPath, ['esbuild.mjs', '--production', `--outdir=${outdir}`], {
    cwd: projectRoot,
  });
  for (const name of required)
    await cp(path.join(projectRoot, name), path.join(stage, name), { recursive: true });
  for (const name of optional.filter((file) => existsSync(path.join(projectRoot, file)))) {
    await cp(path.join(projectRoot, name), path.join(stage, name), { recursive: true });
  }
  await writeManifest(path.join(projectRoot, 'package.json'), path.join(stage, 'package.json'), (manifest) =>
    without(manifest, ['scripts', 'devDependencies', 'optionalDependencies']),
  );
  await stageManifestWords(path.join(stage, 'package.nls.json'));
  await stageRuntime(path.join(stage, 'node_modules'), targets[target]);
  return stage;
}

/** The walkthrough's drafts that run from right to left get the marks that VS Code's own layout needs. */
async function stageManifestWords(file: string): Promise<void> {
  const prefixes = draftLanguages
    .filter((tag) => pageDirection(tag) === 'rtl')
    .map((tag) => `walkthrough.${tag}.`);
  await writeManifest(file, file, (words) =>
    Object.fromEntries(
      Object.entries(words).map(([key, text]) => [
        key,
        typeof text === 'string' && prefixes.some((prefix) => key.startsWith(prefix))
          ? linesRightToLeft(text)
          : text,
      ]),
    ),
  );
}

/** ONNX Runtime without its install script, the script's dependencies and the other platforms' binaries. */
async function stageRuntime(modules: string, platform: string): Promise<void> {
  const from = path.join(projectRoot, 'node_modules');
  const code = (file: string) => !/\.(?:map|d\.ts)$/.test(file);
  const node = 'onnxruntime-node';
  await cp(path.join(from, node, 'dist'), path.join(modules, node, 'dist'), {
    recursive: true,
    filter: code,
  });
  const binaries = path.join(node, 'bin', 'napi-v6', platform);
  await cp(path.join(from, binaries), path.join(modules, binaries), { recursive: true });
  await writeManifest(
    path.join(from, node, 'package.json'),
    path.join(modules, node, 'package.json'),
    (manifest) => ({
      ...without(manifest, ['scripts', 'devDependencies']),
      dependencies: { 'onnxruntime-common': manifest['version'] },
    }),
  );
  const common = 'onnxruntime-common';
  await cp(path.join(from, common, 'dist', 'cjs'), path.join(modules, common, 'dist', 'cjs'), {
    recursive: true,
    filter: code,
  });
  await cp(path.join(from, common, 'package.json'), path.join(modules, common, 'package.json'));
  await stageForeignFunctions(from, modules, platform.replace('/', '-'));
}

/**
 * koffi, which calls the runtime's library, without its sources. npm installs its binary for the machine it runs on only:
 * a package for another target goes without koffi, and runs everything through onnxruntime-node.
 */
export async function stageForeignFunctions(from: string, modules: string, platform: string): Promise<void> {
  const binary = path.join('@koromix', `koffi-${platform}`);
  if (!existsSync(path.join(from, binary))) return;
  await cp(path.join(from, binary), path.join(modules, binary), { recursive: true });
  const koffi = 'koffi';
  // Both kinds of module: a bundle in CommonJS imports it as an ES module.
  const code = ['index', 'src/static', 'src/trampolines'].flatMap((file) => [`${file}.cjs`, `${file}.js`]);
  const parts = [
    'index.cjs',
    'index.js',
    'LICENSE.txt',
    ...code.map((file) => path.join('src', koffi, file)),
  ].filter((part) => existsSync(path.join(from, koffi, part)));
  for (const part of parts) await cp(path.join(from, koffi, part), path.join(modules, koffi, part));
  await writeManifest(
    path.join(from, koffi, 'package.json'),
    path.join(modules, koffi, 'package.json'),
    (manifest) => without(manifest, ['scripts', 'optionalDependencies', 'cnoke']),
  );
}

type Manifest = Readonly<Record<string, unknown>>;

async function writeManifest(
  from: string,
  to: string,
  change: (manifest: Manifest) => Manifest,
): Promise<void> {
  const manifest: unknown = JSON.parse(await readFile(from, 'utf8'));
  if (!isManifest(manifest)) throw new Error(`${from} is not a JSON object.`);
  await mkdir(path.dirname(to), { recursive: true });
  await writeFile(to, `${JSON.stringify(change(manifest), null, 2)}\n`);
}

function without(manifest: Manifest, keys: readonly string[]): Manifest {
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => !keys.includes(key)));
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
