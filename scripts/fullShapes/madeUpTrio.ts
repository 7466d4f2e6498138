import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageTags } from '../../src/engine/text/languages.ts';
import { trioManifestFile, type TrioManifest } from '../../src/engine/trio/trioManifest.ts';
import { madeUpModel, tokenizerFolder } from './madeUpModel.ts';

/** Shapes of a trio: one of both small models, one of the large. */
export interface TrioShapes {
  readonly small: string;
  readonly large: string;
}

/** The folder names of its sources. */
const sources = { largeIns: 'large-ins', smallBase: 'small-base', smallCpt: 'small-cpt' } as const;

/** How menus and tables call it. */
export function trioTitle({ small, large }: TrioShapes): string {
  return `${small} ×2 + ${large}`;
}

/**
 * The folder of a made-up trio that writes every language with one small-cpt. Its models are those of `madeUpModel`,
 * under a second name: no room is taken twice.
 */
export async function madeUpTrio(
  work: string,
  shapes: TrioShapes,
  say: (text: string) => void,
): Promise<string> {
  const directory = join(work, 'trios', `${shapes.small}+${shapes.large}`);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const models = [
    [sources.smallBase, { shape: shapes.small, seed: 1 }],
    [sources.smallCpt, { shape: shapes.small, seed: 2 }],
    [sources.largeIns, { shape: shapes.large, seed: 3 }],
  ] as const;
  for (const [folder, model] of models)
    linkFiles(await madeUpModel(work, model, say), join(directory, folder));
  for (const file of ['tokenizer.json', 'tokenizer_config.json'])
    copyFileSync(join(tokenizerFolder, file), join(directory, file));
  const usual = { alpha: 0.1, beta: 0.9 };
  const manifest: TrioManifest = {
    format: 1,
    name: 'made-up',
    title: `Made-up weights, ${trioTitle(shapes)}`,
    experimental: [...languageTags],
    sources: {
      largeIns: sources.largeIns,
      smallBase: sources.smallBase,
      smallCpt: Object.fromEntries(languageTags.map((tag) => [tag, sources.smallCpt])),
    },
    recommendedWeights: { completion: usual, translation: usual },
  };
  writeFileSync(join(directory, trioManifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
  return directory;
}

/** ONNX Runtime reads no data through a symbolic link that leaves the model's folder, but hard links are files. */
export function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(from)) linkSync(join(from, file), join(to, file));
}
