import { z } from 'zod';
import type { Architecture, DescribeDecoder } from './architecture.ts';
import { checkHeads, thenCheck } from './configFields.ts';
import { describeLlamaStyle, llamaStyleSchema } from './llamaStyle.ts';
import { checkWindows, slidingWindows, windowFields } from './slidingWindows.ts';

/** Layers that see everything before the first with a window, where a config does not say (transformers, Qwen2Config). */
const defaultFullLayers = 28;

const fields = llamaStyleSchema
  .extend({
    ...windowFields,
    use_sliding_window: z.boolean().nullish(),
    max_window_layers: z.int().nonnegative().default(defaultFullLayers),
  })
  // The size is often written down and switched off.
  .transform((config) => ({
    ...config,
    sliding_window: config.use_sliding_window ? config.sliding_window : null,
  }));

const schema = thenCheck(fields, (config, context) => {
  checkHeads(config, context);
  checkWindows(config, isSliding, context);
});

/** Qwen2 and Qwen2.5: biases on the query, key and value projections only; the later layers may see a window. */
export const qwen2: Architecture = {
  modelType: 'qwen2',
  configSchema: schema.transform((config): DescribeDecoder => {
    const biases = { attentionInput: true, attentionOutput: false, feedForward: false };
    const windows = slidingWindows(config, isSliding);
    return () => describeLlamaStyle(config, { architecture: 'qwen2', biases, windows });
  }),
};

function isSliding(
  config: { readonly use_sliding_window?: boolean | null | undefined; readonly max_window_layers: number },
  layer: number,
): boolean {
  return config.use_sliding_window === true && layer >= config.max_window_layers;
}
