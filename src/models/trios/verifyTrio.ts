import { join } from 'node:path';
import { readManifest } from '../../engine/runtime/modelFolder.ts';
import { modelManifestFile, modelManifestSchema } from '../../engine/runtime/modelManifest.ts';
import { modelFolders, trioManifestFile, trioManifestSchema } from '../../engine/trio/trioManifest.ts';
import { fileSha256 } from '../files/fileSha256.ts';
import { orVerdict, type FileVerdict } from '../store/verifyCheckpoint.ts';
import { tokenizerFile } from './trioTokenizer.ts';

export interface VerifyTrioOptions {
  /** Called with the bytes read so far, and those of all files. */
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
 * Reads every file of a trio that has a checksum (all models, and the tokenizer) and compares it.
 *
 * @param directory a trio's folder, in the store or not
 * @returns a finding for each file; what is wrong with a description is a finding, too
 * @throws TriMixError `cancelled`
 */
export async function verifyTrio(
  directory: string,
  options: VerifyTrioOptions,
): Promise<readonly FileVerdict[]> {
  const description = join(directory, trioManifestFile);
  const manifest = await orVerdict(description, () => readManifest(description, trioManifestSchema));
  if ('finding' in manifest) return [manifest];
  const folders = modelFolders(manifest).map((folder) => join(directory, folder));
  return verifyModels(folders, directory, options);
}

/**
 * The same for one model folder with its own tokenizer beside it.
 *
 * @throws TriMixError `cancelled`
 */
export async function verifyModel(
  directory: string,
  options: VerifyTrioOptions,
): Promise<readonly FileVerdict[]> {
  return verifyModels([directory], directory, options);
}

async function verifyModels(
  folders: readonly string[],
  tokenizerFolder: string,
  { onProgress, signal }: VerifyTrioOptions,
): Promise<readonly FileVerdict[]> {
  const verdicts: FileVerdict[] = [];
  const expected = new Map<string, ExpectedFile>();
  for (const folder of folders) {
    const files = await expectedFiles(folder, tokenizerFolder);
    if ('finding' in files) verdicts.push(files);
    // The models share one tokenizer: it is read once, unless they disagree on it.
    else for (const file of files) expected.set(`${file.file} ${file.sha256}`, file);
  }
  const total = [...expected.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const { file, bytes, sha256, description } of expected.values()) {
    onProgress?.(done, total);
    verdicts.push(
      await orVerdict(file, async () => {
        const ok = (await fileSha256(file, signal, (read) => onProgress?.(done + read, total))) === sha256;
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
