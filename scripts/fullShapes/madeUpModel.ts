import { existsSync, rmSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { modelManifestFile } from '../../src/engine/runtime/modelManifest.ts';
import { convertModel } from '../../src/models/index.ts';
import { projectRoot } from '../stage.ts';
import { makeCheckpoint } from './makeCheckpoint.ts';
import { publishedShape } from './shapes.ts';

/** A model in a published shape with made-up weights. */
export interface MadeUpModel {
  /** As `publishedShape` knows it. */
  readonly shape: string;
  /** Models of one shape and different seeds have different weights. */
  readonly seed: number;
}

/** The tokenizer that made-up models get: its ids are the first of their vocabulary. */
export const tokenizerFolder = join(projectRoot, 'models/demo');

/**
 * The folder of a made-up model in int4, in blocks as the converter makes them by itself; made where it is not there
 * yet. The checkpoint it was converted from is deleted: it is three times as large.
 *
 * @param work where models are kept from one run to the next
 */
export async function madeUpModel(
  work: string,
  { shape, seed }: MadeUpModel,
  say: (text: string) => void,
): Promise<string> {
  const folder = join(work, 'models', `${shape}-int4-${seed}`);
  if (existsSync(join(folder, modelManifestFile))) return folder;
  const checkpoint = join(work, `checkpoint-${shape}-${seed}`);
  const unfinished = `${folder}.unfinished`;
  for (const directory of [checkpoint, unfinished, folder])
    rmSync(directory, { recursive: true, force: true });
  await mkdir(join(work, 'models'), { recursive: true });
  try {
    say(`writing a checkpoint of ${shape} (seed ${seed})`);
    await makeCheckpoint(checkpoint, await publishedShape(shape), tokenizerFolder, seed);
    say(`converting it to int4`);
    await convertModel({
      source: checkpoint,
      out: unfinished,
      precision: 'int4',
      provenance: { repository: `made-up ${shape}`, revision: String(seed), licence: 'none' },
    });
    await rename(unfinished, folder);
  } finally {
    rmSync(checkpoint, { recursive: true, force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}
