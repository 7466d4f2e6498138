import { access } from 'node:fs/promises';
import path from 'node:path';
import { TriMixError } from '../../engine/index.ts';
import { readManifest } from '../../engine/runtime/modelFolder.ts';
import { modelManifestFile, modelManifestSchema } from '../../engine/runtime/modelManifest.ts';
import { modelFolders, trioManifestFile, trioManifestSchema } from '../../engine/trio/trioManifest.ts';
import { fileSha256 } from '../io.ts';

/** What was found of one file. */
export interface FileVerdict {
  readonly file: string;
  readonly ok: boolean;
  /** What is wrong, or «sha256 matches». */
  readonly finding: string;
}

const tokenizerFile = 'tokenizer.json';

/**
 * Reads every file of a trio or of a model folder and compares its sha256 with the description.
 *
 * @throws TriMixError `cancelled`, and `model-file-missing` when there is neither kind of description
 */
export async function verifyFolder(directory: string, signal: AbortSignal): Promise<readonly FileVerdict[]> {
  if (!(await exists(path.join(directory, trioManifestFile)))) return verifyModel(directory, directory, signal);
  const description = path.join(directory, trioManifestFile);
  const manifest = await orVerdict(description, () => readManifest(description, trioManifestSchema));
  if ('finding' in manifest) return [manifest];
  const verdicts: FileVerdict[] = [];
  for (const folder of modelFolders(manifest)) {
    verdicts.push(...(await verifyModel(path.join(directory, folder), directory, signal)));
  }
  // The models share one tokenizer: said once, unless they disagree on it.
  return [...new Map(verdicts.map((verdict) => [`${verdict.file} ${verdict.finding}`, verdict])).values()];
}

/** @param tokenizerFolder where the tokenizer of the model is */
async function verifyModel(
  directory: string,
  tokenizerFolder: string,
  signal: AbortSignal,
): Promise<readonly FileVerdict[]> {
  const description = path.join(directory, modelManifestFile);
  const manifest = await orVerdict(description, () => readManifest(description, modelManifestSchema));
  if ('finding' in manifest) return [manifest];
  const expected = [
    ...manifest.files.map(({ path: name, sha256 }) => ({ file: path.join(directory, name), sha256 })),
    { file: path.join(tokenizerFolder, tokenizerFile), sha256: manifest.tokenizerSha256 },
  ];
  const verdicts: FileVerdict[] = [];
  for (const { file, sha256 } of expected) {
    const verdict = await orVerdict(file, async () => {
      const matches = (await fileSha256(file, signal)) === sha256;
      const finding = matches ? 'sha256 matches' : `sha256 is not the one that ${description} names`;
      return { file, ok: matches, finding };
    });
    verdicts.push(verdict);
  }
  return verdicts;
}

/** A failure that concerns one file is a finding, not the end of the search. */
async function orVerdict<T>(file: string, work: () => Promise<T>): Promise<T | FileVerdict> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TriMixError) || error.code === 'cancelled') throw error;
    return { file, ok: false, finding: error.message };
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
