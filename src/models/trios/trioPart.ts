import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { openModelFolder } from '../../engine/runtime/modelFolder.ts';
import { modelManifestFile } from '../../engine/runtime/modelManifest.ts';
import { fileSha256 } from '../files/fileSha256.ts';
import { exists } from '../store/installedCheckpoints.ts';
import { requireReadable } from '../store/checkpointFiles.ts';
import { isWeights } from './checkpointDownload.ts';
import type { TrioModel } from './installedTrios.ts';
import { orNull } from './orNull.ts';
import { tokenizerFile } from './trioTokenizer.ts';

/** A folder on this machine that can become a model of a trio. */
export type TrioPart =
  | {
      readonly kind: 'model';
      readonly directory: string;
      readonly model: Pick<TrioModel, 'files' | 'bytes'>;
      /** Folder of its tokenizer. */
      readonly tokenizer: string;
    }
  | {
      /** To be converted. */
      readonly kind: 'checkpoint';
      readonly directory: string;
      /** Of its weights. */
      readonly bytes: number;
    };

/**
 * Looks at a folder: one with safetensors and no model of our own is a checkpoint, anything else must be a model of a
 * layout that the engine knows.
 *
 * @param path the folder, or an .onnx file of Optimum's layout
 * @throws TriMixError `trio-tokenizers-differ` when a model's tokenizer is not with it, and as `openModelFolder`
 */
export async function openPart(path: string, signal: AbortSignal): Promise<TrioPart> {
  const isOurs = await exists(join(path, modelManifestFile));
  const weights = isOurs ? 0 : await weightBytes(path);
  if (weights > 0) {
    await requireReadable(path);
    return { kind: 'checkpoint', directory: path, bytes: weights };
  }
  const { directory, description, files, bytes } = await openModelFolder(path, signal);
  for (const tokenizer of [directory, dirname(directory)]) {
    const sha256 = await orNull(fileSha256(join(tokenizer, tokenizerFile), signal));
    if (sha256 !== null && sha256 === description.tokenizerSha256) {
      return { kind: 'model', directory, model: { files, bytes }, tokenizer };
    }
  }
  const reason = `${basename(directory)} has no ${tokenizerFile} of its own, neither in its folder nor above it`;
  throw new TriMixError('trio-tokenizers-differ', { reason });
}

async function weightBytes(directory: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(directory).catch((): string[] => [])) {
    if (isWeights(name)) bytes += (await stat(join(directory, name))).size;
  }
  return bytes;
}
