import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../../..');

/** The bundled demo trio. */
export const demoTrio = join(root, 'models', 'demo');

export interface Bundles {
  readonly server: string;
  readonly engineWorker: string;
  remove(): Promise<void>;
}

/**
 * Bundles the server and the engine's thread as the build does, into a folder of their own: inside the repository,
 * so that the native runtime, which cannot be bundled, is found from there.
 */
export async function buildBundles(): Promise<Bundles> {
  await mkdir(join(root, '.cache'), { recursive: true });
  const directory = await mkdtemp(join(root, '.cache', 'server-'));
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
      weightThread: join(root, 'src/models/convert/parallel/weightThread.ts'),
    },
    outdir: directory,
    outExtension: { '.js': '.cjs' },
    define: { 'import.meta.url': 'trimixModuleUrl' },
    banner: { js: "const trimixModuleUrl = require('node:url').pathToFileURL(__filename).href;" },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return {
    server: join(directory, 'server.cjs'),
    engineWorker: join(directory, 'engineWorker.cjs'),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
