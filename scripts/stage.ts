import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { linesRightToLeft } from '../src/extension/l10n/rightToLeft.ts';
import { draftLanguages, pageDirection } from '../src/protocol/interfaceLanguages.ts';
import { command } from '../test/vscode-host/commands.ts';
import { without, writeManifest } from './manifests.ts';
import { stageForeignFunctions } from './stageForeignFunctions.ts';
import { packageFolders, thirdPartyNotices } from './thirdPartyNotices.ts';

export const projectRoot = path.dirname(import.meta.dirname);

/** What a package of the extension holds besides bundles and the native runtime; `.vscodeignore` has the last word. */
export const required = ['README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore', 'docs', 'media', 'models'];
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
  const inputs = path.join(projectRoot, '.cache', 'stage', `${target}-inputs.json`);
  await command(
    process.execPath,
    ['esbuild.mjs', '--production', `--outdir=${outdir}`, `--inputs=${inputs}`],
    { cwd: projectRoot },
  );
  for (const name of required)
    await cp(path.join(projectRoot, name), path.join(stage, name), { recursive: true });
  for (const name of optional.filter((file) => existsSync(path.join(projectRoot, file)))) {
    await cp(path.join(projectRoot, name), path.join(stage, name), { recursive: true });
  }
  await writeManifest(path.join(projectRoot, 'package.json'), path.join(stage, 'package.json'), (manifest) =>
    without(manifest, ['scripts', 'devDependencies', 'optionalDependencies']),
  );
  await stageManifestWords(path.join(stage, 'package.nls.json'));
  await stageRuntime(path.join(stage, 'node_modules'), target);
  await stageNotices(path.join(stage, 'THIRD-PARTY-NOTICES.txt'), inputs);
  return stage;
}

/** @param inputs the list of files that went into the bundles */
async function stageNotices(file: string, inputs: string): Promise<void> {
  const bundled = packageFolders(z.array(z.string()).parse(JSON.parse(await readFile(inputs, 'utf8'))));
  const beside = ['onnxruntime-node', 'onnxruntime-common', 'koffi'].map((name) => `node_modules/${name}`);
  const folders = [...bundled, ...beside].map((folder) => path.join(projectRoot, folder));
  await writeFile(file, await thirdPartyNotices(folders));
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
async function stageRuntime(modules: string, target: Target): Promise<void> {
  const from = path.join(projectRoot, 'node_modules');
  const code = (file: string) => !/\.(?:map|d\.ts)$/.test(file);
  const node = 'onnxruntime-node';
  await cp(path.join(from, node, 'dist'), path.join(modules, node, 'dist'), {
    recursive: true,
    filter: code,
  });
  const binaries = path.join(node, 'bin', 'napi-v6', targets[target]);
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
  await stageForeignFunctions(from, modules, target);
}
