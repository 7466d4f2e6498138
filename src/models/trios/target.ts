import { join } from 'node:path';
import { readManifest } from '../../engine/runtime/modelFolder.ts';
import {
  modelFolders,
  trioManifestFile,
  trioManifestSchema,
  type TrioManifest,
} from '../../engine/trio/trioManifest.ts';
import { fileSha256 } from '../files/fileSha256.ts';
import { openTrioModel, type TrioModel } from './installedTrios.ts';
import { orNull } from './orNull.ts';
import { tokenizerFile } from './trioTokenizer.ts';

/** What is in the place where a trio is to be. */
export interface Target {
  readonly directory: string;
  /** What can be built on; null where there is nothing: no valid description, or no tokenizer that fits a model. */
  readonly present: {
    /** Without the languages whose model cannot be used: the trio would not load. */
    readonly manifest: TrioManifest;
    /** The models that can be used, by their folders. */
    readonly models: ReadonlyMap<string, TrioModel>;
  } | null;
}

/** Looks at a trio's folder, whole, broken or not there. */
export async function readTarget(directory: string, signal: AbortSignal): Promise<Target> {
  const manifest = await orNull(readManifest(join(directory, trioManifestFile), trioManifestSchema));
  if (manifest === null) return { directory, present: null };
  const tokenizer = await orNull(fileSha256(join(directory, tokenizerFile), signal));
  const models = new Map<string, TrioModel>();
  for (const folder of modelFolders(manifest)) {
    const model = await orNull(openTrioModel(directory, folder));
    if (model !== null && model.description.tokenizerSha256 === tokenizer) models.set(folder, model);
  }
  if (models.size === 0) return { directory, present: null };
  const smallCpt = Object.fromEntries(
    Object.entries(manifest.sources.smallCpt).filter(([, folder]) => models.has(folder)),
  );
  const usable = { ...manifest, sources: { ...manifest.sources, smallCpt } };
  return { directory, present: { manifest: usable, models } };
}
