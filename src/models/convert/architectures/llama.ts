import { z } from 'zod';
import type { Architecture, DescribeDecoder } from './architecture.ts';
import { checkHeads, thenCheck } from './configFields.ts';
import { describeLlamaStyle, llamaStyleSchema } from './llamaStyle.ts';

const schema = thenCheck(
  llamaStyleSchema.extend({
    attention_bias: z.boolean().default(false),
    mlp_bias: z.boolean().default(false),
  }),
  checkHeads,
);

/** Llama 2 and 3, and the many models that are stored as such. */
export const llama: Architecture = {
  modelType: 'llama',
  configSchema: schema.transform((config): DescribeDecoder => {
    const { attention_bias: attention, mlp_bias: feedForward } = config;
    const biases = { attentionInput: attention, attentionOutput: attention, feedForward };
    return () => describeLlamaStyle(config, { architecture: 'llama', biases, windows: [] });
  }),
};
