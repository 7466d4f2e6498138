import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../../..');

/** The bundled demo trio. */
export const demoTrio = join(root, 'models', 'demo');

export interface Bundles {
  readonly server: string;
  readonly engineWorker: string;
  readonly modelsWorker: string;
  remove(): Promise<void>;
}

/**
 * Bundles the server and the engine's thread as the build does, into a folder of their own: inside the repository,
 * so that the native runtime, which cannot be bundled, is found from there.
 */
export async function buildBundles(): Promise<Bundles> {
  await mkdir(join(root, '.cache'), { recursive: true });
  const home = await mkdtemp(join(root, '.cache', 'server-'));
  const directory = join(home, 'dist');
  await build({
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['onnxruntime-node'],
    entryPoints: {
      server: join(root, 'src/server/main.ts'),
      engineWorker: join(root, 'src/server/engineWorker.ts'),
      modelsWorker: join(root, 'src/server/modelsWorker.ts'),
      weightThread: join(root, 'src/models/convert/parallel/weightThread.ts'),
    },
    outdir: directory,
    outExtension: { '.js': '.cjs' },
    define: { 'import.meta.url': 'trimixModuleUrl' },
    banner: { js: "const trimixModuleUrl = require('node:url').pathToFileURL(__filename).href;" },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  // As in the package: the program's models lie beside dist/.
  await symlink(join(root, 'models'), join(home, 'models'), 'junction');
  return {
    server: join(directory, 'server.cjs'),
    engineWorker: join(directory, 'engineWorker.cjs'),
    modelsWorker: join(directory, 'modelsWorker.cjs'),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
