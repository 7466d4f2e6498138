import { join } from 'node:path';
import { z } from 'zod';
import type { ModelFolder } from '../modelDescription.ts';
import { readOnnxHeader } from '../onnxHeader/onnxHeader.ts';
import { readJson } from '../readJson.ts';
import {
  architecture,
  contextLength,
  heads,
  headSize,
  layers,
  tokenIds,
  vocabularySize,
} from './configFields.ts';
import { graphFiles, tokenizerSha256 } from './filesOnDisk.ts';
import { describeGraph } from './foreignGraph.ts';

/** Name of the description that onnxruntime-genai's builder writes. */
export const genaiConfigFile = 'genai_config.json';

const name = z.string().min(1).max(200);

/** `%d` stands for the layer's number, exactly once. */
const pattern = name
  .refine((value) => value.split('%d').length === 2, 'it must have %d in the place of the layer’s number')
  .transform((value) => value.replace('%d', '{layer}'));

const fileName = z
  .string()
  .max(255)
  .regex(/^[\w][\w.-]*\.onnx$/u, 'must be the name of a .onnx file beside it');

/** Options of sessions and of searching are not read: how a model runs is TriMix's own business. */
const configSchema = z.looseObject({
  model: z.looseObject({
    type: architecture,
    context_length: contextLength,
    vocab_size: vocabularySize.nullish(),
    eos_token_id: tokenIds,
    decoder: z.looseObject({
      filename: fileName,
      head_size: headSize,
      num_attention_heads: heads.nullish(),
      num_key_value_heads: heads,
      num_hidden_layers: layers,
      inputs: z
        .looseObject({
          input_ids: name.default('input_ids'),
          attention_mask: name.default('attention_mask'),
          position_ids: name.default('position_ids'),
          past_key_names: pattern.default('past_key_values.{layer}.key'),
          past_value_names: pattern.default('past_key_values.{layer}.value'),
        })
        .prefault({}),
      outputs: z
        .looseObject({
          logits: name.default('logits'),
          present_key_names: pattern.default('present.{layer}.key'),
          present_value_names: pattern.default('present.{layer}.value'),
        })
        .prefault({}),
    }),
  }),
  search: z.looseObject({ past_present_share_buffer: z.boolean().default(false) }).prefault({}),
});

/**
 * Opens a folder as onnxruntime-genai's builder writes it.
 *
 * @throws TriMixError `model-file-missing`, `model-file-damaged`, `model-graph-unsupported`, `cancelled`
 */
export async function openGenaiFolder(directory: string, signal?: AbortSignal): Promise<ModelFolder> {
  const { model, search } = await readJson(join(directory, genaiConfigFile), configSchema);
  const { decoder } = model;
  const { inputs, outputs, filename } = decoder;
  const path = join(directory, filename);
  const header = await readOnnxHeader(path, signal);
  const files = await graphFiles(directory, filename, header);
  const described = describeGraph(header, {
    path,
    file: filename,
    configFile: genaiConfigFile,
    names: {
      inputIds: inputs.input_ids,
      attentionMask: inputs.attention_mask,
      positionIds: inputs.position_ids,
      logits: outputs.logits,
      pastKey: inputs.past_key_names,
      pastValue: inputs.past_value_names,
      presentKey: outputs.present_key_names,
      presentValue: outputs.present_value_names,
    },
    layers: decoder.num_hidden_layers,
    attentionHeads: decoder.num_attention_heads ?? null,
    keyValueHeads: decoder.num_key_value_heads,
    headSize: decoder.head_size,
    vocabularySize: model.vocab_size ?? null,
    sharesBuffer: search.past_present_share_buffer,
  });
  return {
    directory,
    description: {
      layout: 'genai',
      architecture: model.type,
      ...described,
      contextLength: model.context_length,
      endOfTextIds: [...new Set(model.eos_token_id)],
      tokenizerSha256: await tokenizerSha256(directory, signal),
      source: { repository: null, revision: null, licence: null },
    },
    files,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
