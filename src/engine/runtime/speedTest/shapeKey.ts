import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ModelFolder } from '../modelDescription.ts';

/** Graphs whose weights lie beside them are smaller than this; larger ones are told by their length alone. */
const largestGraph = 64 * 1024 * 1024;

/**
 * What a model's speed depends on: its graph, which names the shape and type of every weight, and the bytes of its
 * files. Models of one shape have the same key, as small-base and small-cpt do: one measurement is for all of them.
 */
export async function shapeKey({ directory, description, files, bytes }: ModelFolder): Promise<string> {
  const graph = files.find(({ path }) => path === description.graph.file);
  const digest =
    graph?.sha256 ?? (await digestOf(join(directory, description.graph.file), graph?.bytes ?? 0));
  return `${digest} ${bytes}`;
}

async function digestOf(file: string, bytes: number): Promise<string> {
  if (bytes > largestGraph) return 'large';
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
