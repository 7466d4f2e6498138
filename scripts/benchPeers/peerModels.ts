import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shape } from '../../src/models/catalogue/shape.ts';
import { linkFiles } from '../fullShapes/madeUpTrio.ts';
import { publishedConfiguration } from '../fullShapes/makeCheckpoint.ts';
import { madeUpModel } from '../fullShapes/madeUpModel.ts';
import { publishedShape } from '../fullShapes/shapes.ts';
import { writeMadeUpGguf } from './gguf/madeUpGguf.ts';

/** The same shape for each engine. */
export interface PeerModels {
  readonly trimix: string;
  readonly llamaCpp: string;
  readonly transformersJs: string;
}

/** Made-up models of a shape for every engine, kept in `work` from one run to the next. */
export async function peerModels(
  work: string,
  name: string,
  say: (text: string) => void,
): Promise<PeerModels> {
  const shape = await publishedShape(name);
  const trimix = await madeUpModel(work, { shape: name, seed: 1 }, say);
  return {
    trimix,
    llamaCpp: await gguf(work, name, shape, say),
    transformersJs: transformersFolder(work, name, shape, trimix),
  };
}

async function gguf(work: string, name: string, shape: Shape, say: (text: string) => void): Promise<string> {
  const file = join(work, 'models', `${name}-q4_0.gguf`);
  if (existsSync(file)) return file;
  say(`writing ${name} for llama.cpp`);
  await writeMadeUpGguf(`${file}.unfinished`, shape, 1);
  await rename(`${file}.unfinished`, file);
  return file;
}

/** The layout that transformers.js reads, around the very graph and data that TriMix runs. */
function transformersFolder(work: string, name: string, shape: Shape, model: string): string {
  const folder = join(work, 'models', `${name}-transformers`);
  rmSync(folder, { recursive: true, force: true });
  linkFiles(model, join(folder, 'onnx'));
  writeFileSync(join(folder, 'config.json'), `${JSON.stringify(publishedConfiguration(shape), null, 2)}\n`);
  return folder;
}
