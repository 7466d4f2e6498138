import { copyFile, mkdir } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelFolders, trioManifestSchema } from '../../src/engine/trio/trioManifest.ts';
import { convertModel, type Precision } from '../../src/models/index.ts';
import { anyProvenance, demoDirectory } from '../models/support/folders.ts';
import { writeDemoCheckpoint } from '../models/trios/demoCheckpoints.ts';

/**
 * The demo trio as it is without blocks of integers: its models as checkpoints, converted as a user's would be. Both
 * paths then compute in single precision, where the bundled trio's activations are rounded to 8 bits on the CPU only.
 */
export async function writeExactDemo(
  precision: Extract<Precision, 'fp32' | 'fp16'>,
  directory: string,
): Promise<void> {
  const manifest = trioManifestSchema.parse(
    JSON.parse(readFileSync(join(demoDirectory, 'trio.json'), 'utf8')),
  );
  const trio = join(directory, precision);
  await mkdir(trio, { recursive: true });
  for (const folder of modelFolders(manifest)) {
    const source = join(directory, 'checkpoints', folder);
    await writeDemoCheckpoint(folder, source);
    await convertModel({ source, out: join(trio, folder), precision, provenance: anyProvenance });
  }
  for (const file of ['trio.json', 'tokenizer.json', 'tokenizer_config.json'])
    await copyFile(join(demoDirectory, file), join(trio, file));
}
