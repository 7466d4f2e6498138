import { join } from 'node:path';
import { z } from 'zod';
import { TriMixError } from '../../engine/errors.ts';
import { readJson } from '../../engine/runtime/readJson.ts';
import { Checkpoint } from '../safetensors/checkpoint.ts';

const singleFile = 'model.safetensors';
export const indexFile = 'model.safetensors.index.json';
const shard = /^model-\d{5}-of-\d{5}\.safetensors$/;

/** Without these a checkpoint can be neither converted nor run. */
const required = ['config.json', 'tokenizer.json'];

/** Taken along where they are: what a conversion reads besides, and the licence, which has to stay with the weights. */
const optional = new Set([
  'generation_config.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'LICENSE',
  'LICENSE.md',
  'LICENSE.txt',
  'NOTICE',
]);

/**
 * Which files of a repository or folder make up its checkpoint, small ones first, so that a mistake shows before the
 * gigabytes. Only names of this list are ever taken: none can climb out of a folder.
 *
 * @throws TriMixError `checkpoint-incomplete`
 */
export function checkpointFiles<File extends { readonly path: string; readonly bytes: number }>(
  checkpoint: string,
  files: readonly File[],
): readonly File[] {
  const names = new Set(files.map(({ path }) => path));
  const missing = required.find((name) => !names.has(name));
  if (missing !== undefined) throw incomplete(checkpoint, `it has no ${missing}`);
  const isWeight = weightNames(names);
  if (isWeight === null) throw incomplete(checkpoint, 'it has no weights in safetensors files');
  return files
    .filter(({ path }) => required.includes(path) || optional.has(path) || isWeight(path))
    .sort((a, b) => Number(shard.test(a.path)) - Number(shard.test(b.path)) || a.bytes - b.bytes);
}

/** One file goes before shards, as when a checkpoint is read. */
function weightNames(names: ReadonlySet<string>): ((path: string) => boolean) | null {
  if (names.has(singleFile)) return (path) => path === singleFile;
  if (names.has(indexFile)) return (path) => path === indexFile || shard.test(path);
  return null;
}

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string().max(255)) });

/**
 * Checks that all shards an index names are among the files.
 *
 * @throws TriMixError `checkpoint-incomplete`, `model-file-damaged`
 */
export async function requireShards(
  checkpoint: string,
  index: string,
  names: ReadonlySet<string>,
): Promise<void> {
  const { weight_map: map } = await readJson(index, indexSchema);
  const missing = Object.values(map).find((name) => !names.has(name));
  if (missing !== undefined) throw incomplete(checkpoint, `its index names ${missing}, which is not there`);
}

/**
 * Checks that the weights of a folder are safetensors files whose tensors are all there.
 *
 * @throws TriMixError `model-file-damaged`, `model-file-missing`
 */
export async function requireReadable(directory: string): Promise<void> {
  await readJson(join(directory, 'config.json'), z.looseObject({ model_type: z.string() }));
  await (await Checkpoint.open(directory)).close();
}

function incomplete(checkpoint: string, reason: string): TriMixError {
  return new TriMixError('checkpoint-incomplete', { checkpoint, reason });
}
