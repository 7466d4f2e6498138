import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from '../../engine/runtime/readJson.ts';
import { tensorName } from './header.ts';
import { exists } from '../../engine/runtime/exists.ts';

/** Weights that are not in shards. */
export const singleFile = 'model.safetensors';
/** Says which shard holds each tensor. */
export const indexFile = 'model.safetensors.index.json';

/** A shard lies beside its index; a name that climbs elsewhere is refused. */
export const weightMapSchema = z.record(
  z.string().regex(tensorName),
  z
    .string()
    .max(255)
    .regex(/^[\w][\w.-]*\.safetensors$/u, 'must be a plain file name'),
);

/**
 * Which shard holds each tensor, as the index of a folder says; null where there is no index, or a single file beside
 * it: that one goes before.
 *
 * @throws TriMixError `model-file-damaged`
 */
export async function readWeightMap(directory: string): Promise<ReadonlyMap<string, string> | null> {
  const index = join(directory, indexFile);
  const isSharded = !(await exists(join(directory, singleFile))) && (await exists(index));
  if (!isSharded) return null;
  const { weight_map: map } = await readJson(index, z.object({ weight_map: weightMapSchema }));
  return new Map(Object.entries(map));
}
