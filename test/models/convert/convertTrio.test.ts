import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelFolders, trioManifestSchema } from '../../../src/engine/trio/trioManifest.ts';
import { convertTrio, type ConvertTrioOptions } from '../../../src/models/index.ts';
import { copyOfCheckpoint } from '../support/checkpoints.ts';
import { foreseen } from '../support/errors.ts';
import { anyProvenance, fixtures, temporaryFolder } from '../support/folders.ts';
import { readManifest } from '../support/onnxModel.ts';

interface Definition {
  readonly model: { readonly vocab: Record<string, number> };
}

async function changeTokenizer(folder: string, change: (definition: Definition) => void): Promise<void> {
  const file = join(folder, 'tokenizer.json');
  const definition = JSON.parse(await readFile(file, 'utf8')) as Definition;
  change(definition);
  await writeFile(file, JSON.stringify(definition));
}

async function options(): Promise<ConvertTrioOptions> {
  const source = (name: string) => ({ directory: join(fixtures, name), provenance: anyProvenance });
  return {
    sources: {
      largeIns: source('untied-sharded'),
      smallBase: source('tied'),
      smallCpt: [
        { ...source('tied'), name: 'bo', languages: ['bo'] },
        { ...source('tied'), name: 'kk', languages: ['kk-Arab', 'kk-Cyrl'] },
      ],
    },
    out: join(await temporaryFolder(), 'trio'),
    precision: 'int8',
    description: {
      name: 'test',
      title: 'Test',
      experimental: [],
      recommendedWeights: { completion: { alpha: 0.1, beta: 0.9 }, translation: { alpha: 0.5, beta: 0.5 } },
    },
  };
}

test('checkpoints become one trio folder', async () => {
  const chosen = await options();
  const seen: number[] = [];
  await convertTrio({ ...chosen, onProgress: (done, total) => seen.push(done / total) });
  expect((await readdir(chosen.out)).sort()).toEqual([
    'large-ins',
    'small-base',
    'small-cpt-bo',
    'small-cpt-kk',
    'tokenizer.json',
    'trio.json',
  ]);
  const manifest = trioManifestSchema.parse(
    JSON.parse(await readFile(join(chosen.out, 'trio.json'), 'utf8')),
  );
  expect(manifest.sources).toEqual({
    largeIns: 'large-ins',
    smallBase: 'small-base',
    smallCpt: { bo: 'small-cpt-bo', 'kk-Arab': 'small-cpt-kk', 'kk-Cyrl': 'small-cpt-kk' },
  });
  const shas = modelFolders(manifest).map((folder) => readManifest(join(chosen.out, folder)).tokenizerSha256);
  expect(new Set(shas).size).toBe(1);
  expect(seen.at(-1)).toBe(1);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test('two tokenizers are refused, and nothing is written', async () => {
  const chosen = await options();
  const other = await copyOfCheckpoint();
  await changeTokenizer(other, ({ model: { vocab } }) => {
    const [one, two] = Object.keys(vocab) as [string, string];
    [vocab[one], vocab[two]] = [vocab[two]!, vocab[one]!];
  });
  const smallCpt = [{ directory: other, provenance: anyProvenance, languages: ['bo' as const] }];
  const error = await foreseen(
    'trio-tokenizers-differ',
    convertTrio({ ...chosen, sources: { ...chosen.sources, smallCpt } }),
  );
  expect(error.message).toContain('small-cpt');
  expect(await readdir(join(chosen.out, '..'))).toEqual([]);
});

test('a tokenizer that says the same in other bytes is taken for the same', async () => {
  const chosen = await options();
  const other = await copyOfCheckpoint();
  await changeTokenizer(other, () => undefined);
  await appendFile(join(other, 'tokenizer.json'), '\n');
  const smallCpt = [{ directory: other, provenance: anyProvenance, languages: ['bo' as const] }];
  await convertTrio({ ...chosen, sources: { ...chosen.sources, smallCpt } });
  const written = ['large-ins', 'small-cpt'].map(
    (name) => readManifest(join(chosen.out, name)).tokenizerSha256,
  );
  expect(new Set(written).size).toBe(1);
});

test('a description that no trio can have is refused first', async () => {
  const chosen = await options();
  const sources = { ...chosen.sources, smallCpt: [] };
  await foreseen('model-manifest-invalid', convertTrio({ ...chosen, sources }));
  expect(await readdir(join(chosen.out, '..'))).toEqual([]);
});
