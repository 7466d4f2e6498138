import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Checkpoint } from '../../../src/models/safetensors/checkpoint.ts';
import { foreseen } from '../support/errors.ts';
import { fixtures, temporaryFolder } from '../support/folders.ts';
import { writeSafetensors } from '../support/writeSafetensors.ts';

async function tensorsOf(name: string): Promise<string[]> {
  const index: unknown = JSON.parse(
    await readFile(join(fixtures, name, 'model.safetensors.index.json'), 'utf8'),
  );
  return Object.keys((index as { weight_map: Record<string, string> }).weight_map);
}

const one = (value: number) => new Map([['a', { shape: [1], values: Float32Array.of(value) }]]);

test('shards read as one checkpoint', async () => {
  const checkpoint = await Checkpoint.open(join(fixtures, 'untied-sharded'));
  expect([...checkpoint.weightMap.keys()].sort()).toEqual((await tensorsOf('untied-sharded')).sort());
  expect(new Set(checkpoint.weightMap.values()).size).toBeGreaterThan(1);
  expect(checkpoint.tensor('lm_head.weight', [96, 48]).type).toBe('BF16');
  expect((await checkpoint.readFloats('model.embed_tokens.weight', 0, 48)).every(Number.isFinite)).toBe(true);
  await checkpoint.close();
});

test('a single file goes before an index', async () => {
  const folder = await temporaryFolder();
  await writeSafetensors(join(folder, 'model.safetensors'), one(7));
  await writeFile(join(folder, 'model.safetensors.index.json'), 'not looked at');
  const checkpoint = await Checkpoint.open(folder);
  expect([...(await checkpoint.readFloats('a', 0, 1))]).toEqual([7]);
  await checkpoint.close();
});

test('a tensor must be there and have the shape that is asked for', async () => {
  const folder = await temporaryFolder();
  await writeSafetensors(join(folder, 'model.safetensors'), one(7));
  const checkpoint = await Checkpoint.open(folder);
  await foreseen(
    'model-file-damaged',
    Promise.resolve().then(() => checkpoint.tensor('b', [1])),
  );
  const wrong = await foreseen(
    'model-file-damaged',
    Promise.resolve().then(() => checkpoint.tensor('a', [1, 1])),
  );
  expect(wrong.message).toContain('[1]');
  expect(wrong.message).toContain('[1, 1]');
  await checkpoint.close();
});

test.each([
  ['climbs out of its folder', { weight_map: { a: '../outside.safetensors' } }],
  ['names an absolute path', { weight_map: { a: '/outside.safetensors' } }],
  ['names something else', { weight_map: { a: 'config.json' } }],
  ['has no map', {}],
  ['places a tensor in a shard that lacks it', { weight_map: { b: 'shard.safetensors' } }],
])('an index that %s is refused', async (_, index) => {
  const parent = await temporaryFolder();
  const folder = join(parent, 'checkpoint');
  await mkdir(folder);
  await writeSafetensors(join(parent, 'outside.safetensors'), one(1));
  await writeSafetensors(join(folder, 'shard.safetensors'), one(2));
  await writeFile(join(folder, 'model.safetensors.index.json'), JSON.stringify(index));
  await foreseen('model-file-damaged', Checkpoint.open(folder));
});

test('a missing shard is named', async () => {
  const folder = await temporaryFolder();
  await writeFile(
    join(folder, 'model.safetensors.index.json'),
    JSON.stringify({ weight_map: { a: 'lost.safetensors' } }),
  );
  expect((await foreseen('model-file-missing', Checkpoint.open(folder))).message).toContain(
    'lost.safetensors',
  );
});

test('an empty folder misses model.safetensors', async () => {
  const error = await foreseen('model-file-missing', Checkpoint.open(await temporaryFolder()));
  expect(error.message).toContain('model.safetensors');
});
