import path from 'node:path';
import { openModelFolder, type ModelFolder } from '../../engine/runtime/modelFolder.ts';
import { fileSha256, orVerdict, type FileVerdict } from '../../models/index.ts';

const tokenizerFile = 'tokenizer.json';

/**
 * Checks a model folder that others made: its descriptions must fit its graph, its external data must be there in full
 * length, and every byte must be readable. Nobody wrote checksums down, so there is nothing to compare with.
 *
 * @param trio folder of the trio that it belongs to, whose tokenizer must be its own; null outside of one
 * @throws TriMixError `cancelled`
 */
export async function verifyForeign(
  directory: string,
  trio: string | null,
  signal: AbortSignal,
): Promise<readonly FileVerdict[]> {
  const folder = await orVerdict(directory, () => openModelFolder(directory, signal));
  if ('finding' in folder) return [folder];
  const verdicts: FileVerdict[] = [];
  for (const { path: name } of folder.files) {
    const file = path.join(directory, name);
    const verdict = await orVerdict(file, async () => {
      await fileSha256(file, signal);
      return { file, ok: true, finding: 'can be read; there is no checksum to compare with' };
    });
    verdicts.push(verdict);
  }
  return trio === null ? verdicts : [...verdicts, await verifyTokenizer(folder, trio, signal)];
}

async function verifyTokenizer(
  { directory, description }: ModelFolder,
  trio: string,
  signal: AbortSignal,
): Promise<FileVerdict> {
  const expected = path.join(trio, tokenizerFile);
  const file = path.join(directory, tokenizerFile);
  return await orVerdict(expected, async () => {
    const ok = (await fileSha256(expected, signal)) === description.tokenizerSha256;
    const wrong = description.tokenizerSha256 === null ? 'is missing' : `is not the same as ${expected}`;
    return { file, ok, finding: ok ? `is the same as ${expected}` : wrong };
  });
}
