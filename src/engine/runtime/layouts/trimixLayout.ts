import { join } from 'node:path';
import { TriMixError } from '../../errors.ts';
import type { CacheEntry, ModelFolder } from '../modelDescription.ts';
import { modelManifestFile, modelManifestSchema, type ModelManifest } from '../modelManifest.ts';
import { readManifest } from '../readManifest.ts';
import { fileSize } from './filesOnDisk.ts';

/**
 * Opens a folder that TriMix's converter wrote: trimix-model.json says everything.
 *
 * @throws TriMixError `model-file-missing`, `model-manifest-invalid`, `model-file-damaged`
 */
export async function openTrimixFolder(directory: string): Promise<ModelFolder> {
  const manifest = await readManifest(join(directory, modelManifestFile), modelManifestSchema);
  const { files, graph } = manifest;
  if (!files.some(({ path }) => path === graph.file)) {
    throw new TriMixError('model-manifest-invalid', {
      file: join(directory, modelManifestFile),
      reason: `the graph ${graph.file} is not among its files`,
    });
  }
  let bytes = 0;
  for (const file of files) {
    const path = join(directory, file.path);
    const size = await fileSize(path);
    if (size !== file.bytes) {
      throw new TriMixError('model-file-damaged', {
        file: path,
        reason: `it has ${size} bytes instead of ${file.bytes}`,
      });
    }
    bytes += size;
  }
  const description = {
    layout: 'trimix',
    architecture: manifest.architecture,
    graph: {
      file: graph.file,
      inputs: { ...graph.inputs, positionIds: null },
      logits: graph.logits,
      cache: cacheEntries(graph.kvCache),
      rewinding: 'mask',
    },
    logitsWidth: manifest.logitsWidth,
    contextLength: manifest.contextLength,
    endOfTextIds: manifest.endOfTextIds,
    quantisation: manifest.quantisation,
    tokenizerSha256: manifest.tokenizerSha256,
    source: manifest.source,
  } as const;
  return { directory, description, files, bytes };
}

function cacheEntries({
  layers,
  keyValueHeads: heads,
  headSize,
  type,
  ...names
}: ModelManifest['graph']['kvCache']): readonly CacheEntry[] {
  return Array.from({ length: layers }, (_, layer) => {
    const at = (template: string): string => template.replace('{layer}', String(layer));
    return [
      { past: at(names.pastKey), present: at(names.presentKey), heads, headSize, type },
      { past: at(names.pastValue), present: at(names.presentValue), heads, headSize, type },
    ];
  }).flat();
}
