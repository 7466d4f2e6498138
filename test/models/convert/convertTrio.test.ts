import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { trioManifestSchema } from '../../../src/engine/trio/trioManifest.ts';
import { convertTrio, type ConvertTrioOptions } from '../../../src/models/index.ts';
import { copyOfCheckpoint } from '../support/checkpoints.ts';
import { foreseen } from '../support/errors.ts';
import { anyProvenance, fixtures, temporaryFolder } from '../support/folders.ts';
import { readManifest } from '../support/onnxModel.ts';

async function options(): Promise<ConvertTrioOptions> {
  const source = (name: string) => ({ directory: join(fixtures, name), provenance: anyProvenance });
  return {
    sources: { largeIns: source('untied-sharded'), smallCpt: source('tied'), smallBase: source('tied') },
    out: join(await temporaryFolder(), 'trio'),
    precision: 'int8',
    description: {
      name: 'test',
      title: 'Test',
      languages: ['bo'],
      experimental: [],
      recommendedWeights: { completion: { alpha: 0.1, beta: 0.9 }, translation: { alpha: 0.5, beta: 0.5 } },
    },
  };
}

test('three checkpoints become one trio folder', async () => {
  const chosen = await options();
  const seen: number[] = [];
  await convertTrio({ ...chosen, onProgress: (done, total) => seen.push(done / total) });
  expect((await readdir(chosen.out)).sort()).toEqual(['large-ins', 'small-base', 'small-cpt', 'tokenizer.json', 'trio.json']);
  const manifest = trioManifestSchema.parse(JSON.parse(await readFile(join(chosen.out, 'trio.json'), 'utf8')));
  expect(manifest.sources).toEqual({ largeIns: 'large-ins', smallCpt: 'small-cpt', smallBase: 'small-base' });
  const shas = Object.values(manifest.sources).map((folder) => readManifest(join(chosen.out, folder)).tokenizerSha256);
  expect(new Set(shas).size).toBe(1);
  expect(seen.at(-1)).toBe(1);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test('two tokenizers are refused, and nothing is written', async () => {
  const chosen = await options();
  const other = await copyOfCheckpoint();
  await appendFile(join(other, 'tokenizer.json'), ' ');
  const smallCpt = { directory: other, provenance: anyProvenance };
  const error = await foreseen(
    'trio-tokenizers-differ',
    convertTrio({ ...chosen, sources: { ...chosen.sources, smallCpt } }),
  );
  expect(error.message).toContain('small-cpt');
  expect(await readdir(join(chosen.out, '..'))).toEqual([]);
});

test('a description that no trio can have is refused first', async () => {
  const chosen = await options();
  const description = { ...chosen.description, languages: [] };
  await foreseen('model-manifest-invalid', convertTrio({ ...chosen, description }));
  expect(await readdir(join(chosen.out, '..'))).toEqual([]);
});
