import path from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles the suite that runs inside the extension host; the Node of a desktop VS Code does not read TypeScript.
 *
 * @param root the project's folder: the bundle lies below it, so that it finds `mocha`.
 * @returns the file to give as `extensionTestsPath`.
 */
export async function bundleHostSuite(root: string): Promise<string> {
  const outfile = path.join(root, '.cache', 'host-suite', 'index.cjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outfile;
}
