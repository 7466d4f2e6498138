import { join } from 'node:path';
import { isCancellation, TriMixError } from '../../engine/errors.ts';
import { readManifest } from '../../engine/runtime/modelFolder.ts';
import { fileSha256 } from '../files/fileSha256.ts';
import { checkpointManifestFile, checkpointManifestSchema } from './checkpointManifest.ts';

/** What was found of one file. */
export interface FileVerdict {
  readonly file: string;
  readonly ok: boolean;
  /** What is wrong, or «sha256 matches». */
  readonly finding: string;
  /** The error that the finding is the message of; absent where it is another one. */
  readonly error?: TriMixError;
}

/**
 * Reads every file of an installed checkpoint and compares it with the checksum it had when it was installed.
 *
 * @throws TriMixError `cancelled`
 */
export async function verifyCheckpoint(
  directory: string,
  signal: AbortSignal,
): Promise<readonly FileVerdict[]> {
  const description = join(directory, checkpointManifestFile);
  const manifest = await orVerdict(description, () => readManifest(description, checkpointManifestSchema));
  if ('finding' in manifest) return [manifest];
  const verdicts: FileVerdict[] = [];
  for (const { path, sha256 } of manifest.files) {
    const file = join(directory, path);
    const verdict = await orVerdict(file, async () => {
      const ok = (await fileSha256(file, signal)) === sha256;
      return { file, ok, finding: ok ? 'sha256 matches' : `sha256 is not the one that ${description} names` };
    });
    verdicts.push(verdict);
  }
  return verdicts;
}

/** A failure that concerns one file is a finding, not the end of the search. */
export async function orVerdict<T>(file: string, work: () => Promise<T>): Promise<T | FileVerdict> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TriMixError) || isCancellation(error)) throw error;
    return { file, ok: false, finding: error.message, error };
  }
}
