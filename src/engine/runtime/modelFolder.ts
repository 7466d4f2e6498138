import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TriMixError } from '../errors.ts';
import { modelManifestFile, modelManifestSchema, type ModelManifest } from './modelManifest.ts';

/** A model folder whose description is valid and whose files are there in full length. */
export interface ModelFolder {
  readonly directory: string;
  readonly manifest: ModelManifest;
  /** Bytes of all files. */
  readonly bytes: number;
}

/**
 * Reads and checks a JSON description.
 *
 * @throws TriMixError `model-file-missing`, `model-manifest-invalid`
 */
export async function readManifest<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new TriMixError('model-file-missing', { file }, error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TriMixError('model-manifest-invalid', { file, reason: 'it is not valid JSON' }, error);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new TriMixError('model-manifest-invalid', { file, reason: z.prettifyError(parsed.error) });
  }
  return parsed.data;
}

/**
 * Opens a model folder. Lengths are checked at each load (a truncated file would crash native code); checksums are
 * the business of `verify`, which reads everything.
 *
 * @throws TriMixError `model-file-missing`, `model-manifest-invalid`, `model-file-damaged`
 */
export async function openModelFolder(directory: string): Promise<ModelFolder> {
  const manifest = await readManifest(join(directory, modelManifestFile), modelManifestSchema);
  if (!manifest.files.some(({ path }) => path === manifest.graph.file)) {
    throw new TriMixError('model-manifest-invalid', {
      file: join(directory, modelManifestFile),
      reason: `the graph ${manifest.graph.file} is not among its files`,
    });
  }
  let bytes = 0;
  for (const file of manifest.files) {
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
  return { directory, manifest, bytes };
}

async function fileSize(path: string): Promise<number> {
  try {
    const handle = await open(path, 'r');
    await handle.close();
    return (await stat(path)).size;
  } catch (error) {
    throw new TriMixError('model-file-missing', { file: path }, error);
  }
}
