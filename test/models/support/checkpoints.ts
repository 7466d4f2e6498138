import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTensors } from '../reference/readTensors.ts';
import { fixtures, temporaryFolder } from './folders.ts';
import { writeSafetensors, type NamedTensor } from './writeSafetensors.ts';

/** A copy of the tied checkpoint, to be spoilt. */
export async function copyOfCheckpoint(name = 'tied'): Promise<string> {
  const folder = join(await temporaryFolder(), 'checkpoint');
  await cp(join(fixtures, name), folder, { recursive: true });
  return folder;
}

/** Changes fields of config.json; undefined removes one. */
export async function changeConfig(
  folder: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const path = join(folder, 'config.json');
  const config = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...config, ...changes }));
}

/** Changes the tensors of model.safetensors. */
export async function changeTensors(
  folder: string,
  change: (tensors: Map<string, NamedTensor>) => void,
): Promise<void> {
  const tensors = new Map(readTensors(folder));
  change(tensors);
  await writeSafetensors(join(folder, 'model.safetensors'), tensors);
}
