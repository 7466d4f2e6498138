// Builds every bundle into dist/ or `--outdir=DIR`. `--watch` rebuilds on change, `--production` minifies and
// drops source maps, `--inputs=FILE` lists there, as JSON, the files that went into the bundles.
import { context, build } from 'esbuild';
import { chmod, rm, writeFile } from 'node:fs/promises';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const outdir = valueOf('outdir') ?? 'dist';
const inputsFile = valueOf('inputs');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'linked',
  logLevel: 'info',
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  // Native code cannot be bundled; vscode is given by the extension host.
  external: ['vscode', 'onnxruntime-node', 'koffi'],
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...node,
    format: 'cjs',
    entryPoints: {
      extension: 'src/extension/main.ts',
      server: 'src/server/main.ts',
      engineWorker: 'src/server/engineWorker.ts',
      modelsWorker: 'src/server/modelsWorker.ts',
      // Started by whatever bundle converts a model, the command line's as well: it looks for it beside itself.
      weightThread: 'src/models/convert/parallel/weightThread.ts',
      smokeTest: 'src/engine/runtime/smokeTest/child.ts',
      readThread: 'src/cli/bench/bandwidth/readThread.ts',
    },
    outdir,
    outExtension: { '.js': '.cjs' },
    // CommonJS has no address of its own module.
    define: { 'import.meta.url': 'trimixModuleUrl' },
    banner: { js: "const trimixModuleUrl = require('node:url').pathToFileURL(__filename).href;" },
  },
  {
    ...node,
    format: 'esm',
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir,
    // CommonJS dependencies inside an ES module bundle need a require of their own.
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire as trimixCreateRequire } from 'node:module';\nconst require = trimixCreateRequire(import.meta.url);",
    },
  },
  {
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
    entryPoints: {
      inspector: 'webview/inspector/main.ts',
      preview: 'webview/preview/main.ts',
      textPreview: 'webview/textPreview/main.ts',
    },
    outdir: `${outdir}/webview`,
  },
];

await rm(outdir, { recursive: true, force: true });
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  const built = await Promise.all(bundles.map((options) => build({ ...options, metafile: true })));
  await chmod(`${outdir}/cli.js`, 0o755);
  if (inputsFile !== undefined) {
    const inputs = new Set(built.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
    await writeFile(inputsFile, JSON.stringify([...inputs]));
  }
}

/** @param {string} option @returns {string | undefined} */
function valueOf(option) {
  return process.argv.find((argument) => argument.startsWith(`--${option}=`))?.slice(`--${option}=`.length);
}
