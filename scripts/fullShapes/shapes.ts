import { join } from 'node:path';
import { readCatalogue } from '../../src/models/index.ts';
import type { Shape } from '../../src/models/catalogue/shape.ts';
import { projectRoot } from '../stage.ts';

/** Qwen/Qwen2.5-0.5B, as its config.json says; no trio of the catalogue has it. */
const qwen2Half: Shape = {
  architecture: 'qwen2',
  layers: 24,
  hiddenSize: 896,
  attentionHeads: 14,
  keyValueHeads: 2,
  headSize: 64,
  feedForwardSize: 4864,
  vocabularySize: 151_936,
  tiedHead: true,
  contextLength: 32_768,
  visionParameters: 0,
};

/**
 * A published shape by its name in the catalogue, or `qwen2.5-0.5b`.
 *
 * @throws Error when there is no such shape
 */
export async function publishedShape(name: string): Promise<Shape> {
  if (name === 'qwen2.5-0.5b') return qwen2Half;
  const { trios } = await readCatalogue(join(projectRoot, 'models'));
  const checkpoints = trios.flatMap(({ smallBase, smallCpt, largeIns }) => [smallBase, smallCpt, largeIns]);
  const found = checkpoints.find(({ repository }) =>
    repository.toLowerCase().startsWith(`qwen/${name.toLowerCase()}`),
  );
  if (found === undefined) throw new Error(`${name} is no shape of the catalogue`);
  return found.shape;
}
