import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueFile, catalogueSchema, readCatalogue } from '../../../src/models/catalogue/catalogue.ts';
import { bytesOnDisk, convertedSize, kvCacheBytes } from '../../../src/models/catalogue/footprint.ts';
import { describeTrio } from '../../../src/models/catalogue/listing.ts';
import { parameterCount, publishedParameterCount, type Shape } from '../../../src/models/catalogue/shape.ts';
import { modelMemory } from '../../../src/engine/memory/modelMemory.ts';
import { openModelFolder } from '../../../src/engine/runtime/modelFolder.ts';
import type { Precision } from '../../../src/models/convert/precision.ts';
import { foreseen } from '../support/errors.ts';
import { demoDirectory, temporaryFolder } from '../support/folders.ts';

const modelsFolder = join(demoDirectory, '..');
const catalogue = await readCatalogue(modelsFolder);

async function rawCatalogue(): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(modelsFolder, catalogueFile), 'utf8')) as Record<string, unknown>;
}

describe('the catalogue', () => {
  it('has a trio for every language and pair of sizes that is published', () => {
    const sizes = ['1.5b-3b', '1.5b-7b', '1.5b-14b', '1.5b-32b', '3b-7b', '3b-14b', '3b-32b'];
    const names = [...sizes.map((size) => `qwen2.5-${size}`), 'gemma-3-4b-12b', 'gemma-3-4b-27b'];
    const languages = ['bo', 'ug', 'kk-arab', 'mn-mong'];
    const expected = languages.flatMap((language) => names.map((name) => `${language}-${name}`));
    expect(catalogue.trios.map(({ id }) => id).sort()).toEqual(expected.sort());
    expect(catalogue.checkpoints).toHaveLength(21);
  });

  it('mixes models of one architecture and one tokenizer only', () => {
    for (const { largeIns, smallCpt, smallBase } of catalogue.trios) {
      expect(new Set([largeIns, smallCpt, smallBase].map(({ family }) => family)).size).toBe(1);
      expect(new Set([largeIns, smallCpt, smallBase].map(({ shape }) => shape.architecture)).size).toBe(1);
      expect(smallCpt.shape).toEqual(smallBase.shape);
    }
  });

  it('says of each language model in which script it was trained', () => {
    const script = { bo: 'bo', ug: 'ug', kk: 'kk-Arab', mn: 'mn-Mong' };
    for (const { repository, trainedOn } of catalogue.checkpoints) {
      const language = /-(bo|ug|kk|mn)-cpt$/.exec(repository)?.[1] as keyof typeof script | undefined;
      expect(trainedOn, repository).toBe(language === undefined ? null : script[language]);
    }
  });

  it('promises the Gemma models of Kazakh and Mongolian only if the hub has them', () => {
    const uncertain = catalogue.checkpoints.filter(({ onlyIfOnHub }) => onlyIfOnHub);
    expect(uncertain.map(({ repository }) => repository)).toEqual([
      'pkupie/gemma-3-4b-kk-cpt',
      'pkupie/gemma-3-4b-mn-cpt',
    ]);
  });

  it('counts as many parameters as the name of each model says', () => {
    for (const { repository, shape } of catalogue.checkpoints) {
      const billions = Number(/-([\d.]+)b(?:-|$)/i.exec(repository)?.[1]);
      const ratio = publishedParameterCount(shape) / (billions * 1e9);
      expect(ratio, repository).toBeGreaterThan(0.97);
      expect(ratio, repository).toBeLessThan(1.1);
    }
  });

  // The totals of the safetensors files, as the models' pages show them.
  it.each([
    ['Qwen/Qwen2.5-1.5B', 1_543_714_304],
    ['Qwen/Qwen2.5-3B', 3_085_938_688],
    ['Qwen/Qwen2.5-7B-Instruct', 7_615_616_512],
    ['Qwen/Qwen2.5-14B-Instruct', 14_770_033_664],
    ['Qwen/Qwen2.5-32B-Instruct', 32_763_876_352],
    ['google/gemma-3-4b-pt', 4_300_079_472],
    ['google/gemma-3-12b-it', 12_187_325_040],
    ['google/gemma-3-27b-it', 27_432_406_640],
  ])('counts the parameters of %s to the last one', (repository, parameters) => {
    const found = catalogue.checkpoints.find((checkpoint) => checkpoint.repository === repository);
    expect(publishedParameterCount(found!.shape)).toBe(parameters);
  });

  it.each<readonly [string, (file: Record<string, unknown>) => void, RegExp]>([
    ['an unknown field', (file) => (file['more'] = 1), /more/],
    ['a checkpoint listed twice', (file) => (file['checkpoints'] as unknown[]).push(first(file)), /twice/],
    ['an unknown shape', (file) => (first(file)['shape'] = 'none'), /there is no shape none/],
    [
      'a trio of two families',
      (file) => (trio(file)['largeIns'] = 'google/gemma-3-12b-it'),
      /several families/,
    ],
    ['a trio of another language', (file) => (trio(file)['language'] = 'ug'), /not trained on ug/],
    ['an id of another language', (file) => (trio(file)['id'] = 'ug-x'), /does not begin with bo/],
    ['small models of two sizes', (file) => (trio(file)['smallBase'] = 'Qwen/Qwen2.5-3B'), /differ in shape/],
    ['a repository that climbs', (file) => (first(file)['repository'] = '../../etc'), /OWNER/],
  ])('refuses %s', async (_, spoil, reason) => {
    const file = await rawCatalogue();
    spoil(file);
    const folder = await temporaryFolder();
    await writeFile(join(folder, catalogueFile), JSON.stringify(file));
    expect((await foreseen('model-manifest-invalid', readCatalogue(folder))).message).toMatch(reason);
    expect(catalogueSchema.safeParse(await rawCatalogue()).success).toBe(true);
  });
});

function first(file: Record<string, unknown>): Record<string, unknown> {
  return (file['checkpoints'] as Record<string, unknown>[])[0]!;
}

function trio(file: Record<string, unknown>): Record<string, unknown> {
  return (file['trios'] as Record<string, unknown>[])[0]!;
}

describe('the footprint', () => {
  const demoShape: Shape = {
    architecture: 'qwen2',
    layers: 6,
    hiddenSize: 288,
    attentionHeads: 9,
    keyValueHeads: 3,
    headSize: 32,
    feedForwardSize: 768,
    vocabularySize: 8192,
    tiedHead: true,
    contextLength: 1024,
    visionParameters: 0,
  };

  it('is that of a model which the conversion made', async () => {
    const model = await openModelFolder(join(demoDirectory, 'large-ins'));
    const { cache } = model.description.graph;
    // The formula is about a shape: it must be this model's.
    expect([cache.length / 2, cache[0]?.heads, cache[0]?.headSize]).toEqual([6, 3, 32]);
    expect(model.description.quantisation).toEqual({ precision: 'int8', blockSize: 32 });
    const { size } = await stat(join(model.directory, 'model.onnx.data'));
    expect(bytesOnDisk(demoShape, 'int8') / size).toBeCloseTo(1, 1);
  });

  it('halves from fp32 to fp16 on disk, and not in memory', () => {
    const shape = catalogue.checkpoints[0]!.shape;
    expect(bytesOnDisk(shape, 'fp16') / bytesOnDisk(shape, 'fp32')).toBeCloseTo(0.5, 1);
    const inMemory = (precision: Precision): number =>
      modelMemory(convertedSize(shape, precision), 'cpu', 0, 'native').main;
    expect(inMemory('fp16') / inMemory('fp32')).toBeCloseTo(1, 0);
  });

  it('grows from int4 to fp32, and is never less than the bits of its weights', () => {
    for (const { shape } of catalogue.checkpoints) {
      const [int4, int8, fp16, fp32] = (['int4', 'int8', 'fp16', 'fp32'] as const).map((precision) =>
        bytesOnDisk(shape, precision),
      ) as [number, number, number, number];
      expect(int4).toBeLessThan(int8);
      expect(int8).toBeLessThan(fp16);
      expect(fp16).toBeLessThan(fp32);
      expect(int4).toBeGreaterThan(parameterCount(shape) / 2);
      expect(fp32).toBeGreaterThanOrEqual(parameterCount(shape) * 4);
    }
  });

  it('counts the KV cache of Qwen2.5-7B as 112 kB per position', () => {
    // 28 layers, keys and values, 4 heads of 128 numbers of 4 bytes.
    const { shape } = catalogue.checkpoints.find(({ repository }) => repository.includes('7B'))!;
    expect(kvCacheBytes(shape, 1)).toBe(28 * 2 * 4 * 128 * 4);
    expect(convertedSize(shape, 'int4').cacheBytesPerToken).toBe(114_688);
  });

  it('sums up a trio', () => {
    const listing = describeTrio(
      catalogue.trios.find(({ id }) => id === 'bo-qwen2.5-3b-14b')!,
      'native',
    );
    const sum = Object.values(listing.models).reduce((total, { diskBytes }) => total + diskBytes.int4, 0);
    expect(listing.diskBytes.int4).toBe(sum);
    expect(listing).toMatchObject({ commercialUse: false, gated: false, onlyIfOnHub: false });
  });
});
