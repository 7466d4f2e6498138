import { join } from 'node:path';
import { convertModel } from '../../src/models/index.ts';
import { anyProvenance, architectureFixtures } from '../models/support/folders.ts';

/** Stand for the bundled models: the same graphs with small heads, which software Vulkan compiles in a third of the time. */
const sources = {
  qwen2: ['qwen2-sliding', 'fp32'],
  gemma3: ['gemma3-pattern', 'fp32'],
  blocks: ['qwen2-sliding', 'int4'],
} as const;

/** Makes tiny models as models/smoke holds them. */
export async function lightSmokeModels(folder: string): Promise<void> {
  for (const [name, [fixture, precision]] of Object.entries(sources)) {
    const source = join(architectureFixtures, fixture);
    await convertModel({ source, out: join(folder, name), precision, provenance: anyProvenance });
  }
}
