import { z } from 'zod';
import type { Architecture, DescribeDecoder } from './architecture.ts';
import { storageFields, tokenIds } from './configFields.ts';
import { describeGemma3, gemma3TextSchema } from './gemma3Text.ts';

/** Gemma 3 with pictures, of which the text half alone is converted. */
export const gemma3: Architecture = {
  modelType: 'gemma3',
  configSchema: z
    .object({
      ...storageFields,
      text_config: gemma3TextSchema,
      tie_word_embeddings: z.boolean().nullish(),
      eos_token_id: tokenIds,
    })
    .transform(
      ({ text_config: text, tie_word_embeddings: tied, eos_token_id: ends }): DescribeDecoder =>
        (hasTensor) => {
          const description = describeGemma3(text, hasTensor, tied ?? text.tie_word_embeddings ?? true);
          return ends == null ? description : { ...description, endOfTextIds: [ends].flat() };
        },
    ),
};
