import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTensors } from '../reference/readTensors.ts';
import { copyOfCheckpoint } from './checkpoints.ts';
import { writeSafetensors } from './writeSafetensors.ts';

/** Deals the tensors of a small checkpoint out to shards anew: `shardOf` gives the number of a tensor's shard. */
export async function reshard(
  name: string,
  shardOf: (tensor: string, index: number) => number,
): Promise<string> {
  const folder = await copyOfCheckpoint(name);
  const tensors = [...readTensors(folder)];
  for (const file of [
    'model.safetensors',
    'model-00001-of-00002.safetensors',
    'model-00002-of-00002.safetensors',
  ])
    await rm(join(folder, file), { force: true });
  const shards = new Map<string, typeof tensors>();
  const map: Record<string, string> = {};
  for (const [index, entry] of tensors.entries()) {
    const shard = `model-${String(shardOf(entry[0], index)).padStart(5, '0')}.safetensors`;
    map[entry[0]] = shard;
    shards.set(shard, [...(shards.get(shard) ?? []), entry]);
  }
  for (const [shard, entries] of shards) await writeSafetensors(join(folder, shard), new Map(entries));
  await writeFile(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
  return folder;
}
