import { join } from 'node:path';
import { Checkpoint } from '../safetensors/checkpoint.ts';
import { SafetensorsFile } from '../safetensors/safetensorsFile.ts';
import type { TensorReader } from '../safetensors/tensorReader.ts';
import { readWeightMap, singleFile } from '../safetensors/weightMap.ts';
import type { CarriedTensors } from './shards/carriedTensors.ts';
import { ShardedTensors } from './shards/shardedTensors.ts';
import type { TensorPart } from './weights/weightStore.ts';
import type { WeightsSource } from './weightsSource.ts';

/** The tensors of a checkpoint, ready to be read. */
export interface OpenTensors {
  readonly reader: TensorReader;
  /** Null when all weights are at hand. */
  readonly shards: ShardedTensors | null;
  close(): Promise<void>;
}

/** The weights of a checkpoint before anybody knows which of them are needed. */
export interface FoundWeights {
  /** Which weights file holds each tensor. */
  readonly weightMap: ReadonlyMap<string, string>;
  /** @param current the weights file that an earlier run used last */
  open(needed: readonly TensorPart[], carried: CarriedTensors, current: string | null): Promise<OpenTensors>;
  close(): Promise<void>;
}

/**
 * Finds the weights of a checkpoint. In a folder all files are opened and checked at once; of a source only what is
 * needed is asked for, and nothing where the names are known from before.
 *
 * @param known which file holds each tensor that is needed, from an earlier run
 * @throws TriMixError `model-file-missing`, `model-file-damaged`, and what the source throws
 */
export async function findWeights(
  source: string | WeightsSource,
  known: ReadonlyMap<string, string> | null,
  signal: AbortSignal,
): Promise<FoundWeights> {
  if (typeof source === 'string') {
    const checkpoint = await Checkpoint.open(source);
    const close = (): Promise<void> => checkpoint.close();
    const opened: OpenTensors = { reader: checkpoint, shards: null, close: () => Promise.resolve() };
    return { weightMap: checkpoint.weightMap, open: () => Promise.resolve(opened), close };
  }
  const weightMap =
    (await readWeightMap(source.directory)) ?? known ?? (await namesOfSingleFile(source, signal));
  return {
    weightMap,
    async open(needed, carried, current) {
      const shards = new ShardedTensors({ source, weightMap, needed, carried, signal });
      await shards.releaseUnneeded();
      await shards.resume(current);
      return { reader: shards, shards, close: () => shards.close() };
    },
    close: () => Promise.resolve(),
  };
}

async function namesOfSingleFile(
  source: WeightsSource,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  await source.bring(singleFile, signal);
  const file = await SafetensorsFile.open(join(source.directory, singleFile));
  await file.close();
  return new Map([...file.tensors.keys()].map((tensor) => [tensor, singleFile]));
}
