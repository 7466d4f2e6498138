import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  convertModel,
  folderSource,
  type Precision,
  type WeightsSource,
} from '../../../../src/models/index.ts';
import { changeConfig, copyOfCheckpoint } from '../../support/checkpoints.ts';
import { foreseen } from '../../support/errors.ts';
import { expectSameFiles } from '../../support/sameFiles.ts';
import { anyProvenance, fixtures, temporaryFolder } from '../../support/folders.ts';
import { recordingSource } from '../../support/recordingSource.ts';
import { reshard } from '../../support/shardedCheckpoint.ts';

async function convert(source: string | WeightsSource, precision: Precision = 'int4') {
  const folder = await temporaryFolder();
  const out = join(folder, 'model');
  await convertModel({ source, out, precision, provenance: anyProvenance });
  expect(await readdir(folder)).toEqual(['model']);
  return out;
}

const untied = 'untied-sharded';

describe('shards that come one at a time', () => {
  test.each<[string, (tensor: string, index: number) => number]>([
    ['each tensor in a shard of its own', (_, index) => index],
    ['dealt out in turn', (_, index) => index % 3],
    ['a layer across the border', (tensor) => Number(/k_proj|up_proj|layers\.1/u.test(tensor))],
    ['the head first, alone', (tensor) => Number(tensor !== 'lm_head.weight')],
    [
      'the head and the last norm with the embedding',
      (tensor) => Number(!/embed|lm_head|^model\.norm/u.test(tensor)),
    ],
    ['backwards', (_, index) => 100 - index],
  ])('%s: the same bytes, never two at once, each asked for once', async (_, shardOf) => {
    const checkpoint = await reshard(untied, shardOf);
    for (const precision of ['int4', 'fp32'] as const) {
      const source = await recordingSource(checkpoint, await temporaryFolder());
      await expectSameFiles(await convert(source, precision), await convert(checkpoint, precision));
      const shards = (await readdir(checkpoint)).filter((name) => name.startsWith('model-'));
      expect([...source.brought].sort()).toEqual(shards.sort());
      expect(source.most()).toBe(1);
      expect(source.present.size).toBe(0);
    }
  });

  test('files come in the order of first need', async () => {
    const order = ['model.embed_tokens', 'input_layernorm', 'q_proj', 'k_proj'];
    const checkpoint = await reshard(untied, (tensor) => {
      const at = order.findIndex((part) => tensor.includes(part) && !tensor.includes('layers.1'));
      return at === -1 ? 99 : 10 - at;
    });
    const source = await recordingSource(checkpoint, await temporaryFolder());
    await convert(source);
    expect(source.brought).toEqual(
      [10, 9, 8, 7, 99].map((n) => `model-${String(n).padStart(5, '0')}.safetensors`),
    );
  });

  test('a shard with nothing that is needed is never asked for', async () => {
    const checkpoint = await reshard('../architectures/gemma3-multimodal', (tensor) =>
      Number(/vision|projector/u.test(tensor)),
    );
    const source = await recordingSource(checkpoint, await temporaryFolder());
    await expectSameFiles(await convert(source), await convert(checkpoint));
    expect(source.brought).toEqual(['model-00000.safetensors']);
  });

  test('a single file is one shard', async () => {
    const source = await recordingSource(join(fixtures, 'tied'), await temporaryFolder());
    await expectSameFiles(await convert(source), await convert(join(fixtures, 'tied')));
    expect(new Set(source.brought)).toEqual(new Set(['model.safetensors']));
    expect(source.present.size).toBe(0);
  });

  test('a folder as a source keeps its files', async () => {
    const checkpoint = await copyOfCheckpoint(untied);
    const before = await readdir(checkpoint);
    await expectSameFiles(await convert(folderSource(checkpoint)), await convert(checkpoint));
    expect(await readdir(checkpoint)).toEqual(before);
  });
});

describe('shards that are not what the index promises', () => {
  const refused = async (source: WeightsSource, words: string): Promise<void> => {
    const folder = await temporaryFolder();
    const out = join(folder, 'model');
    const converting = convertModel({ source, out, precision: 'int8', provenance: anyProvenance });
    expect((await foreseen('model-file-damaged', converting)).message).toContain(words);
    expect(await readdir(folder)).toEqual([]);
  };

  test('a shard that lacks a tensor', async () => {
    const checkpoint = await reshard(untied, (_, index) => index % 2);
    const index = join(checkpoint, 'model.safetensors.index.json');
    const { weight_map: map } = JSON.parse(await readFile(index, 'utf8')) as {
      weight_map: Record<string, string>;
    };
    const tensor = 'model.layers.1.mlp.up_proj.weight';
    map[tensor] =
      map[tensor] === 'model-00000.safetensors' ? 'model-00001.safetensors' : 'model-00000.safetensors';
    await writeFile(index, JSON.stringify({ weight_map: map }));
    await refused(await recordingSource(checkpoint, await temporaryFolder()), tensor);
  });

  test('an index without a tensor that is needed, before anything is brought', async () => {
    const checkpoint = await reshard(untied, (_, index) => index % 2);
    const index = join(checkpoint, 'model.safetensors.index.json');
    const { weight_map: map } = JSON.parse(await readFile(index, 'utf8')) as {
      weight_map: Record<string, string>;
    };
    delete map['model.norm.weight'];
    await writeFile(index, JSON.stringify({ weight_map: map }));
    const source = await recordingSource(checkpoint, await temporaryFolder());
    await refused(source, 'model.norm.weight');
    expect(source.brought).toEqual([]);
  });

  test('a shard with a tensor of another shape, as soon as it is there', async () => {
    const checkpoint = await reshard(untied, (tensor) => Number(tensor !== 'lm_head.weight'));
    await changeConfig(checkpoint, { intermediate_size: 48 });
    await refused(await recordingSource(checkpoint, await temporaryFolder()), 'config.json says');
  });

  test('a shard cut short', async () => {
    const checkpoint = await reshard(untied, (_, index) => index % 2);
    const shard = join(checkpoint, 'model-00001.safetensors');
    await truncate(shard, (await readFile(shard)).length - 1);
    await refused(await recordingSource(checkpoint, await temporaryFolder()), 'cut short');
  });

  test('an index that climbs out of the folder', async () => {
    const checkpoint = await reshard(untied, () => 0);
    const index = join(checkpoint, 'model.safetensors.index.json');
    await writeFile(index, JSON.stringify({ weight_map: { 'model.norm.weight': '../model.safetensors' } }));
    const source = await recordingSource(checkpoint, await temporaryFolder());
    await refused(source, 'plain file name');
    expect(source.brought).toEqual([]);
  });
});
