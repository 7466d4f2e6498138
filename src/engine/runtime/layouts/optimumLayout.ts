import { join } from 'node:path';
import { z } from 'zod';
import { TriMixError } from '../../errors.ts';
import type { ModelFolder } from '../modelDescription.ts';
import { readOnnxHeader } from '../onnxHeader/onnxHeader.ts';
import { readJson } from '../readJson.ts';
import {
  architecture,
  contextLength,
  heads,
  headSize,
  hiddenSize,
  layers,
  tokenIds,
  vocabularySize,
} from './configFields.ts';
import { graphFiles, tokenizerSha256 } from './filesOnDisk.ts';
import { describeGraph } from './foreignGraph.ts';
import { exists } from '../exists.ts';

/** transformers' config.json, as far as it says something of the graph beside it. */
const decoderFields = {
  num_hidden_layers: layers.nullish(),
  num_attention_heads: heads.nullish(),
  num_key_value_heads: heads.nullish(),
  head_dim: headSize.nullish(),
  hidden_size: hiddenSize.nullish(),
  vocab_size: vocabularySize.nullish(),
  max_position_embeddings: contextLength.nullish(),
  eos_token_id: tokenIds,
};

/** Models that also see pictures describe their decoder in `text_config`. */
const configSchema = z.looseObject({
  model_type: architecture,
  ...decoderFields,
  text_config: z.looseObject(decoderFields).nullish(),
});

const generationConfigSchema = z.looseObject({ eos_token_id: tokenIds });

/**
 * Opens a folder as Optimum writes it and transformers.js reads it.
 *
 * @param graph path of the .onnx file below the folder
 * @throws TriMixError `model-file-missing`, `model-file-damaged`, `model-graph-unsupported`, `cancelled`
 */
export async function openOptimumFolder(
  directory: string,
  graph: string,
  signal?: AbortSignal,
): Promise<ModelFolder> {
  const configFile = join(directory, 'config.json');
  const whole = await readJson(configFile, configSchema);
  const config = whole.text_config ?? whole;
  if (config.max_position_embeddings == null) {
    const reason = 'max_position_embeddings: it is missing, so the length of the context is not known';
    throw new TriMixError('model-file-damaged', { file: configFile, reason });
  }
  const path = join(directory, graph);
  const header = await readOnnxHeader(path, signal);
  const files = await graphFiles(directory, graph, header);
  const described = describeGraph(header, {
    path,
    file: graph,
    configFile: 'config.json',
    names: {
      inputIds: 'input_ids',
      attentionMask: 'attention_mask',
      positionIds: 'position_ids',
      logits: 'logits',
      pastKey: 'past_key_values.{layer}.key',
      pastValue: 'past_key_values.{layer}.value',
      presentKey: 'present.{layer}.key',
      presentValue: 'present.{layer}.value',
    },
    layers: config.num_hidden_layers ?? null,
    attentionHeads: config.num_attention_heads ?? null,
    keyValueHeads: config.num_key_value_heads ?? config.num_attention_heads ?? null,
    headSize: statedHeadSize(config),
    vocabularySize: config.vocab_size ?? null,
    sharesBuffer: false,
  });
  return {
    directory,
    description: {
      layout: 'optimum',
      architecture: whole.model_type,
      ...described,
      contextLength: config.max_position_embeddings,
      endOfTextIds: [
        ...new Set([
          ...config.eos_token_id,
          ...whole.eos_token_id,
          ...(await furtherEndOfTextIds(directory)),
        ]),
      ],
      tokenizerSha256: await tokenizerSha256(directory, signal),
      source: { repository: null, revision: null, licence: null },
    },
    files,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function statedHeadSize(config: {
  readonly head_dim?: number | null | undefined;
  readonly hidden_size?: number | null | undefined;
  readonly num_attention_heads?: number | null | undefined;
}): number | null {
  if (config.head_dim != null) return config.head_dim;
  const size = (config.hidden_size ?? NaN) / (config.num_attention_heads ?? NaN);
  return Number.isInteger(size) ? size : null;
}

/** Instruction-tuned models name their further end tokens in this file only. */
async function furtherEndOfTextIds(directory: string): Promise<readonly number[]> {
  const path = join(directory, 'generation_config.json');
  return (await exists(path)) ? (await readJson(path, generationConfigSchema)).eos_token_id : [];
}
