import { z } from 'zod';

/** Fields that say which layers see a window only. */
export const windowFields = {
  /** Number of positions that a token sees, its own included. */
  sliding_window: z
    .int()
    .positive()
    .max(2 ** 31 - 1)
    .nullish(),
  layer_types: z
    .array(
      z.enum(['full_attention', 'sliding_attention'], {
        error: ({ input }) =>
          `«${String(input)}» is not supported, only full_attention and sliding_attention`,
      }),
    )
    .max(1024)
    .nullish(),
};

type WindowConfig = { readonly num_hidden_layers: number } & z.infer<z.ZodObject<typeof windowFields>>;

/** Whether a layer sees a window, for configurations without `layer_types`. */
export type IsSliding<Config> = (config: Config, layer: number) => boolean;

/** How many last positions each layer sees: null for all, undefined where a number is needed and missing. */
export function slidingWindows<Config extends WindowConfig>(
  config: Config,
  isSliding: IsSliding<Config>,
): readonly (number | null | undefined)[] {
  const { num_hidden_layers: count, layer_types: types, sliding_window: window } = config;
  return Array.from({ length: count }, (_, layer) => {
    const slides = types == null ? isSliding(config, layer) : types[layer] === 'sliding_attention';
    return slides ? (window ?? undefined) : null;
  });
}

/** Refuses windows without a size, and lists that do not fit the layers; for `thenCheck`. */
export function checkWindows<Config extends WindowConfig>(
  config: Config,
  isSliding: IsSliding<Config>,
  context: z.RefinementCtx,
): void {
  const { num_hidden_layers: count, layer_types: types } = config;
  if (types != null && types.length !== count) {
    const message = `it has ${types.length} entries for ${count} layers`;
    context.addIssue({ code: 'custom', path: ['layer_types'], message });
  }
  if (slidingWindows(config, isSliding).includes(undefined)) {
    const message = 'layers with sliding-window attention need it';
    context.addIssue({ code: 'custom', path: ['sliding_window'], message });
  }
}
