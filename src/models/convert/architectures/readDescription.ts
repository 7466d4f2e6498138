import { join } from 'node:path';
import { z } from 'zod';
import { TriMixError } from '../../../engine/errors.ts';
import { describeIssues, readJson } from '../../../engine/runtime/readJson.ts';
import type { Architecture, DescribeDecoder } from './architecture.ts';
import { tokenIds } from './configFields.ts';
import { gemma3 } from './gemma3.ts';
import { gemma3Text } from './gemma3Text.ts';
import { llama } from './llama.ts';
import { qwen2 } from './qwen2.ts';
import { exists } from '../../../engine/runtime/exists.ts';

const architectures: readonly Architecture[] = [qwen2, llama, gemma3Text, gemma3];

const anyConfig = z.looseObject({ model_type: z.string().max(100) });

/** Instruction-tuned models name their further end tokens here only. */
const generationConfig = z.object({ eos_token_id: tokenIds });

/**
 * What decoder a checkpoint folder holds, from its config.json and generation_config.json.
 *
 * @throws TriMixError `model-file-missing`, `model-file-damaged`, `checkpoint-unsupported`
 */
export async function readDescription(directory: string): Promise<DescribeDecoder> {
  const describe = parseConfig(directory, await readJson(join(directory, 'config.json'), anyConfig));
  const further = await furtherEndOfTextIds(directory);
  return (hasTensor) => {
    const description = describe(hasTensor);
    return { ...description, endOfTextIds: [...new Set([...description.endOfTextIds, ...further])] };
  };
}

/**
 * What decoder the content of a config.json stands for.
 *
 * @param directory how errors name the checkpoint
 * @throws TriMixError `checkpoint-unsupported`, naming the key at fault
 */
export function parseConfig(directory: string, config: { readonly model_type: string }): DescribeDecoder {
  const unsupported = (reason: string): TriMixError =>
    new TriMixError('checkpoint-unsupported', { directory, reason });
  const architecture = architectures.find(({ modelType }) => modelType === config.model_type);
  if (architecture === undefined) {
    const known = architectures.map(({ modelType }) => modelType).join(', ');
    throw unsupported(`its architecture (model_type) «${config.model_type}» is not one of: ${known}`);
  }
  const parsed = architecture.configSchema.safeParse(config);
  if (!parsed.success) throw unsupported(`config.json: ${describeIssues(parsed.error)}`);
  return parsed.data;
}

async function furtherEndOfTextIds(directory: string): Promise<readonly number[]> {
  const path = join(directory, 'generation_config.json');
  return (await exists(path)) ? [(await readJson(path, generationConfig)).eos_token_id ?? []].flat() : [];
}
