import { basename, dirname, join } from 'node:path';
import { assertNever, TriMixError } from '../errors.ts';
import { genaiConfigFile, openGenaiFolder } from './layouts/genaiLayout.ts';
import { openOptimumFolder } from './layouts/optimumLayout.ts';
import { openTrimixFolder } from './layouts/trimixLayout.ts';
import { findVariant, graphFolder } from './layouts/variants.ts';
import type { ModelFolder, ModelLayout } from './modelDescription.ts';
import { modelManifestFile } from './modelManifest.ts';
import { exists } from './exists.ts';

export type { ModelFile, ModelFolder } from './modelDescription.ts';
export { readManifest } from './readManifest.ts';

/**
 * Opens a model folder of any layout: a folder with trimix-model.json is TriMix's own, one with genai_config.json is
 * onnxruntime-genai's, one with config.json and a graph is Optimum's or transformers.js's.
 *
 * Lengths are checked at each load (a truncated file would crash native code); checksums are the business of
 * `verify`, which reads everything.
 *
 * @param path the folder; or, to choose between the variants that Optimum's layout offers, one of its .onnx files
 * @throws TriMixError `model-file-missing`, `model-manifest-invalid`, `model-file-damaged`, `model-layout-unknown`,
 *   `model-graph-unsupported`, `cancelled`
 */
export async function openModelFolder(path: string, signal?: AbortSignal): Promise<ModelFolder> {
  if (path.endsWith('.onnx')) {
    const folder = dirname(path);
    const isBelow = basename(folder) === graphFolder;
    const [directory, graph] = isBelow
      ? [dirname(folder), `${graphFolder}/${basename(path)}`]
      : [folder, basename(path)];
    return await openOptimumFolder(directory, graph, signal);
  }
  const layout = await recogniseLayout(path);
  switch (layout) {
    case 'trimix':
      return await openTrimixFolder(path);
    case 'genai':
      return await openGenaiFolder(path, signal);
    case 'optimum':
      return await openOptimumFolder(path, await findVariant(path), signal);
    default:
      return assertNever(layout);
  }
}

/**
 * Which layout a folder has, by the files that it holds.
 *
 * @throws TriMixError `model-file-missing` when there is no such folder, `model-layout-unknown`
 */
export async function recogniseLayout(directory: string): Promise<ModelLayout> {
  if (!(await exists(directory))) {
    // The description is what a reader of the message looks for.
    throw new TriMixError('model-file-missing', { file: join(directory, modelManifestFile) });
  }
  if (await exists(join(directory, modelManifestFile))) return 'trimix';
  if (await exists(join(directory, genaiConfigFile))) return 'genai';
  if (await exists(join(directory, 'config.json'))) return 'optimum';
  throw new TriMixError('model-layout-unknown', {
    directory,
    reason: `it has no ${modelManifestFile}, no ${genaiConfigFile} and no config.json`,
  });
}
