import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TriMixError } from '../../../engine/errors.ts';
import { describeIssues, readJson } from '../../files/readJson.ts';
import type { DecoderDescription } from '../decoderDescription.ts';
import { qwen2 } from './qwen2.ts';

const architectures = [qwen2];

const anyConfig = z.looseObject({ model_type: z.string().max(100) });

/** Instruction-tuned models name their further end tokens here only. */
const generationConfig = z.object({
  eos_token_id: z.union([z.int().nonnegative(), z.array(z.int().nonnegative()).max(64)]).nullish(),
});

/**
 * What decoder a checkpoint folder holds, from its config.json and generation_config.json.
 *
 * @throws TriMixError `model-file-missing`, `model-file-damaged`, `checkpoint-unsupported`
 */
export async function readDescription(directory: string): Promise<DecoderDescription> {
  const config = await readJson(join(directory, 'config.json'), anyConfig);
  const unsupported = (reason: string): TriMixError =>
    new TriMixError('checkpoint-unsupported', { directory, reason });
  const architecture = architectures.find((candidate) => candidate.modelType === config.model_type);
  if (architecture === undefined) {
    const known = architectures.map((candidate) => candidate.modelType).join(', ');
    throw unsupported(`its architecture «${config.model_type}» is not one of: ${known}`);
  }
  const parsed = architecture.configSchema.safeParse(config);
  if (!parsed.success) throw unsupported(`config.json: ${describeIssues(parsed.error)}`);
  const description = architecture.describe(parsed.data);
  const head = description.headSize;
  if (head % rotaryHeadMultiple !== 0) {
    throw unsupported(`its heads have ${head} elements, not a multiple of ${rotaryHeadMultiple}`);
  }
  return { ...description, endOfTextIds: await endOfTextIds(directory, description) };
}

/** What the fused attention of ONNX Runtime asks for when it rotates (its CheckRotaryCaches). */
const rotaryHeadMultiple = 16;

async function endOfTextIds(directory: string, description: DecoderDescription): Promise<readonly number[]> {
  const path = join(directory, 'generation_config.json');
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  const further = isThere ? (await readJson(path, generationConfig)).eos_token_id : null;
  return [...new Set([...description.endOfTextIds, ...[further ?? []].flat()])];
}
