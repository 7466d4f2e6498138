import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTensors } from '../reference/readTensors.ts';
import { copyOfCheckpoint } from './checkpoints.ts';
import { temporaryFolder } from './folders.ts';
import { writeSafetensors } from './writeSafetensors.ts';
import type { WeightsSource } from '../../../src/models/index.ts';

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

/** A source that fetches files out of another folder, one at a time, and keeps a record of it. */
export interface RecordingSource extends WeightsSource {
  /** Every file that was asked for, in order. */
  readonly brought: string[];
  /** Files that are there now. */
  readonly present: Set<string>;
  /** The most that were there at once. */
  readonly most: () => number;
}

/** @param small files that lie in the source's folder from the beginning */
export async function recordingSource(
  checkpoint: string,
  small = ['config.json', 'tokenizer.json', 'model.safetensors.index.json'],
  directory?: string,
): Promise<RecordingSource> {
  const folder = directory ?? (await temporaryFolder());
  for (const name of small) await copyFile(join(checkpoint, name), join(folder, name)).catch(() => undefined);
  const brought: string[] = [];
  const present = new Set<string>();
  let most = 0;
  return {
    directory: folder,
    brought,
    present,
    most: () => most,
    async bring(file, signal) {
      signal.throwIfAborted();
      brought.push(file);
      present.add(file);
      most = Math.max(most, present.size);
      await copyFile(join(checkpoint, file), join(folder, file));
    },
    async release(file) {
      present.delete(file);
      await rm(join(folder, file), { force: true });
    },
  };
}
