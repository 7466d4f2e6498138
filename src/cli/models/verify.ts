import { access } from 'node:fs/promises';
import path from 'node:path';
import { readManifest, recogniseLayout } from '../../engine/runtime/modelFolder.ts';
import { modelManifestFile, modelManifestSchema } from '../../engine/runtime/modelManifest.ts';
import { modelFolders, trioManifestFile, trioManifestSchema } from '../../engine/trio/trioManifest.ts';
import {
  checkpointManifestFile,
  fileSha256,
  orVerdict,
  verifyCheckpoint,
  type FileVerdict,
} from '../../models/index.ts';
import { verifyForeign } from './verifyForeign.ts';

const tokenizerFile = 'tokenizer.json';

/**
 * Reads every file of a trio, a model folder or a checkpoint of the store, and compares its sha256 with the description,
 * where there is one that names it.
 *
 * @throws TriMixError `cancelled`
 */
export async function verifyFolder(directory: string, signal: AbortSignal): Promise<readonly FileVerdict[]> {
  if (await exists(path.join(directory, checkpointManifestFile))) return verifyCheckpoint(directory, signal);
  if (!(await exists(path.join(directory, trioManifestFile))))
    return verifyModel(directory, directory, signal);
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
  const layout = await orVerdict(description, () => recogniseLayout(directory));
  if (typeof layout === 'object') return [layout];
  if (layout !== 'trimix') {
    const trio = tokenizerFolder === directory ? null : tokenizerFolder;
    return await verifyForeign(directory, trio, signal);
  }
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

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
