import { join } from 'node:path';
import type { LocalHub } from '../hub/localHub.ts';
import { changeTensors, copyOfCheckpoint } from '../support/checkpoints.ts';
import { fixtures } from '../support/folders.ts';

/** Name of the repository that the tests install. */
export const repository = 'owner/tiny-model';

/** The largest file of the repository. */
export const weights = 'model.safetensors';

/** Publishes a tiny checkpoint that transformers made, in two shards. */
export async function publishSharded(
  hub: LocalHub,
  options: { readonly gated?: boolean } = {},
): Promise<string> {
  return hub.publish(repository, join(fixtures, 'untied-sharded'), options);
}

/** Publishes a checkpoint in one file, padded with a tensor of so many numbers that are all different. */
export async function publishPadded(hub: LocalHub, numbers: number, seed = 1): Promise<string> {
  const folder = await copyOfCheckpoint();
  await changeTensors(folder, (tensors) => {
    const values = Float32Array.from({ length: numbers }, (_, index) => Math.sin(index * seed));
    tensors.set('padding', { shape: [numbers], values });
  });
  return hub.publish(repository, folder);
}
