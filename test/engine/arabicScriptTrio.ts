import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trioManifestSchema } from '../../src/engine/trio/trioManifest.ts';
import { demoDirectory } from './demo.ts';

/**
 * A trio as the published ones are: Kazakh in Arabic script only. It is the demo without its model of Cyrillic Kazakh.
 *
 * @returns its folder, which `remove` takes away
 */
export async function arabicScriptTrio(): Promise<{
  readonly folder: string;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'trimix-arabic-script-'));
  for (const entry of await readdir(demoDirectory)) {
    if (entry !== 'trio.json' && entry !== 'small-cpt-kk-Cyrl')
      await symlink(join(demoDirectory, entry), join(folder, entry));
  }
  const text = await readFile(join(demoDirectory, 'trio.json'), 'utf8');
  const manifest = trioManifestSchema.parse(JSON.parse(text));
  const smallCpt = { ...manifest.sources.smallCpt };
  delete smallCpt['kk-Cyrl'];
  const edited = { ...manifest, name: 'arabic-script', sources: { ...manifest.sources, smallCpt } };
  await writeFile(join(folder, 'trio.json'), JSON.stringify(edited));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
