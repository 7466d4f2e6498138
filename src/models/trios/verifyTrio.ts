import { join } from 'node:path';
import { recogniseLayout, readManifest } from '../../engine/runtime/modelFolder.ts';
import { modelManifestFile, modelManifestSchema } from '../../engine/runtime/modelManifest.ts';
import { modelFolders, trioManifestFile, trioManifestSchema } from '../../engine/trio/trioManifest.ts';
import { fileSha256 } from '../files/fileSha256.ts';
import { checkpointManifestFile } from '../store/checkpointManifest.ts';
import { exists } from '../store/installedCheckpoints.ts';
import { orVerdict, verifyCheckpoint, type FileVerdict } from '../store/verifyCheckpoint.ts';
import { tokenizerFile } from './trioTokenizer.ts';
import { verifyForeign } from './verifyForeign.ts';

export interface VerifyOptions {
  /** Called with the bytes read so far, and those of all files that have a checksum. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal: AbortSignal;
}

/** A file whose checksum a description names. */
interface ExpectedFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly description: string;
}

/**
 * Reads every file of a trio, a model folder or a checkpoint of the store, and compares its sha256 with the description,
 * where there is one that names it.
 *
 * @returns a finding for each file; what is wrong with a description is a finding, too
 * @throws TriMixError `cancelled`
 */
export async function verifyFolder(
  directory: string,
  options: VerifyOptions,
): Promise<readonly FileVerdict[]> {
  if (await exists(join(directory, checkpointManifestFile)))
    return verifyCheckpoint(directory, options.signal);
  const isTrio = await exists(join(directory, trioManifestFile));
  return isTrio ? verifyTrio(directory, options) : verifyModels([directory], null, options);
}

/**
 * Reads every file of a trio, all its models and the tokenizer, and compares its sha256 with the descriptions.
 *
 * @param directory a trio's folder, in the store or not
 * @returns a finding for each file; what is wrong with a description is a finding, too
 * @throws TriMixError `cancelled`
 */
export async function verifyTrio(directory: string, options: VerifyOptions): Promise<readonly FileVerdict[]> {
  const description = join(directory, trioManifestFile);
  const manifest = await orVerdict(description, () => readManifest(description, trioManifestSchema));
  if ('finding' in manifest) return [manifest];
  const folders = modelFolders(manifest).map((folder) => join(directory, folder));
  return verifyModels(folders, directory, options);
}

/** @param trio folder of the trio that the models belong to; null where they have their own tokenizers */
async function verifyModels(
  folders: readonly string[],
  trio: string | null,
  { onProgress, signal }: VerifyOptions,
): Promise<readonly FileVerdict[]> {
  const verdicts: FileVerdict[] = [];
  const expected = new Map<string, ExpectedFile>();
  for (const folder of folders) {
    const layout = await orVerdict(join(folder, modelManifestFile), () => recogniseLayout(folder));
    if (typeof layout === 'object') verdicts.push(layout);
    else if (layout !== 'trimix') verdicts.push(...(await verifyForeign(folder, trio, signal)));
    else {
      const files = await expectedFiles(folder, trio ?? folder);
      if ('finding' in files) verdicts.push(files);
      // The models share one tokenizer: it is read once, unless they disagree on it.
      else for (const file of files) expected.set(`${file.file} ${file.sha256}`, file);
    }
  }
  const total = [...expected.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const { file, bytes, sha256, description } of expected.values()) {
    const onBytes = (read: number): void => onProgress?.(done + Math.min(read, bytes), total);
    verdicts.push(
      await orVerdict(file, async () => {
        const ok = (await fileSha256(file, signal, onBytes)) === sha256;
        return {
          file,
          ok,
          finding: ok ? 'sha256 matches' : `sha256 is not the one that ${description} names`,
        };
      }),
    );
    done += bytes;
  }
  onProgress?.(total, total);
  return verdicts;
}

/** @param tokenizerFolder where the tokenizer of the model is */
async function expectedFiles(
  folder: string,
  tokenizerFolder: string,
): Promise<readonly ExpectedFile[] | FileVerdict> {
  const description = join(folder, modelManifestFile);
  const manifest = await orVerdict(description, () => readManifest(description, modelManifestSchema));
  if ('finding' in manifest) return manifest;
  return [
    ...manifest.files.map(({ path, bytes, sha256 }) => ({
      file: join(folder, path),
      bytes,
      sha256,
      description,
    })),
    // Nothing beside the models' gigabytes; its length stands nowhere.
    { file: join(tokenizerFolder, tokenizerFile), bytes: 0, sha256: manifest.tokenizerSha256, description },
  ];
}
