import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { npmInstall } from '../test/vscode-host/npm.ts';
import { readManifest, without, writeManifest } from './manifests.ts';

const koffi = 'koffi';

/**
 * koffi, which calls the runtime's library, without its sources. npm installs its binary for the machine it runs on only;
 * that of another target is fetched as the lock file has it.
 *
 * @param from the project's own folder of modules; its lock file stands beside it
 * @param target as VS Code names platforms; koffi names them alike
 */
export async function stageForeignFunctions(from: string, modules: string, target: string): Promise<void> {
  const binary = path.posix.join('@koromix', `koffi-${target}`);
  const installed = path.join(from, binary);
  const source = existsSync(installed)
    ? installed
    : path.join(await fetchLocked(path.dirname(from), binary, target), binary);
  await cp(source, path.join(modules, binary), { recursive: true });
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

const lockSchema = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })),
});

/**
 * Installs one package of another platform into the cache folder, in the version and with the checksum of the lock file.
 *
 * @param root the folder of the lock file
 * @returns the folder of modules that it is in
 * @throws Error where the lock file does not know it, or npm fails
 */
async function fetchLocked(root: string, name: string, target: string): Promise<string> {
  const { packages } = lockSchema.parse(await readManifest(path.join(root, 'package-lock.json')));
  const key = `node_modules/${name}`;
  const entry = packages[key];
  if (entry?.version === undefined) throw new Error(`The lock file does not know ${name}.`);
  const parent = path.join(root, '.cache', 'foreign-functions');
  const folder = path.join(parent, `${target}-${entry.version}`);
  if (!existsSync(folder)) {
    await mkdir(parent, { recursive: true });
    const work = await mkdtemp(path.join(parent, '.installing-'));
    try {
      const dependencies = { [name]: entry.version };
      const lock = { lockfileVersion: 3, requires: true, packages: { '': { dependencies }, [key]: entry } };
      await writeFile(path.join(work, 'package.json'), JSON.stringify({ private: true, dependencies }));
      await writeFile(path.join(work, 'package-lock.json'), JSON.stringify(lock));
      // It is for another system, and that is what we want; the checksum is looked at all the same.
      await npmInstall(work, ['--force']);
      await rename(work, folder);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  return path.join(folder, 'node_modules');
}
