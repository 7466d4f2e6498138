import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  modelManifestFile,
  modelManifestSchema,
  type ModelManifest,
} from '../../src/engine/runtime/modelManifest.ts';
import { demoDirectory } from './demo.ts';

const readManifest = async (folder: string): Promise<ModelManifest> =>
  modelManifestSchema.parse(JSON.parse(await readFile(join(folder, modelManifestFile), 'utf8')));

const writeJson = (path: string, value: unknown): Promise<void> =>
  writeFile(path, JSON.stringify(value, null, 2));

/**
 * A copy of the demo trio whose models stand in the layouts of other tools: the same graphs and weights, without a word
 * of TriMix's. small-base becomes Optimum's, the others onnxruntime-genai's, or Optimum's as well: caches are then cut to
 * be rewound.
 */
export async function makeForeignDemo(others: 'genai' | 'optimum' = 'genai'): Promise<{
  readonly folder: string;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'trimix-foreign-trio-'));
  await cp(demoDirectory, folder, { recursive: true });
  const trio = JSON.parse(await readFile(join(folder, 'trio.json'), 'utf8')) as {
    sources: { largeIns: string; smallBase: string; smallCpt: Record<string, string> };
  };
  await asOptimum(join(folder, trio.sources.smallBase));
  for (const name of [trio.sources.largeIns, ...Object.values(trio.sources.smallCpt)]) {
    await (others === 'genai' ? asGenai : asOptimum)(join(folder, name));
  }
  for (const name of [
    trio.sources.largeIns,
    trio.sources.smallBase,
    ...Object.values(trio.sources.smallCpt),
  ]) {
    await rm(join(folder, name, modelManifestFile));
    await cp(join(folder, 'tokenizer.json'), join(folder, name, 'tokenizer.json'));
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function asOptimum(folder: string): Promise<void> {
  const manifest = await readManifest(folder);
  const { kvCache } = manifest.graph;
  await mkdir(join(folder, 'onnx'));
  for (const { path } of manifest.files) await rename(join(folder, path), join(folder, 'onnx', path));
  await writeJson(join(folder, 'config.json'), {
    model_type: manifest.architecture,
    num_hidden_layers: kvCache.layers,
    num_key_value_heads: kvCache.keyValueHeads,
    head_dim: kvCache.headSize,
    vocab_size: manifest.logitsWidth,
    max_position_embeddings: manifest.contextLength,
    eos_token_id: manifest.endOfTextIds,
  });
}

async function asGenai(folder: string): Promise<void> {
  const manifest = await readManifest(folder);
  const { graph } = manifest;
  const pattern = (name: string): string => name.replace('{layer}', '%d');
  await writeJson(join(folder, 'genai_config.json'), {
    model: {
      type: manifest.architecture,
      context_length: manifest.contextLength,
      eos_token_id: manifest.endOfTextIds,
      vocab_size: manifest.logitsWidth,
      decoder: {
        filename: graph.file,
        head_size: graph.kvCache.headSize,
        num_key_value_heads: graph.kvCache.keyValueHeads,
        num_hidden_layers: graph.kvCache.layers,
        inputs: {
          input_ids: graph.inputs.inputIds,
          attention_mask: graph.inputs.attentionMask,
          past_key_names: pattern(graph.kvCache.pastKey),
          past_value_names: pattern(graph.kvCache.pastValue),
        },
        outputs: {
          logits: graph.logits,
          present_key_names: pattern(graph.kvCache.presentKey),
          present_value_names: pattern(graph.kvCache.presentValue),
        },
      },
    },
    search: { past_present_share_buffer: true },
  });
}
