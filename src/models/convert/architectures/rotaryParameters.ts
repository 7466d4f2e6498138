import { z } from 'zod';

/** How positions rotate; `base` is null where the parameters leave it to the fields around them. */
export type RotaryParameters =
  | { readonly kind: 'default'; readonly base: number | null }
  | { readonly kind: 'linear'; readonly base: number | null; readonly factor: number }
  | {
      readonly kind: 'llama3';
      readonly base: number | null;
      readonly factor: number;
      readonly lowFrequencyFactor: number;
      readonly highFrequencyFactor: number;
      /** Positions of the first training; null for those of the model. */
      readonly originalContextLength: number | null;
    }
  | {
      readonly kind: 'yarn';
      readonly base: number | null;
      readonly factor: number;
      /** Positions of the first training; null for those of the model. */
      readonly originalContextLength: number | null;
      /** Pairs that turn round more often than the first within the original context are kept; less often than the second, divided. */
      readonly turns: { readonly fast: number; readonly slow: number };
      /** Whether the pairs at which the mixing begins and ends are whole numbers. */
      readonly isTruncated: boolean;
      /** What cosines and sines are multiplied with. */
      readonly scale: number;
    };

/**
 * Dynamic NTK changes the base only for texts longer than `max_position_embeddings` (transformers'
 * `_compute_dynamic_ntk_parameters`), and no text is longer: it is the default under another name.
 */
const idleBelowContextLength = 'dynamic';

const kinds = ['default', 'linear', 'llama3', 'yarn'] as const satisfies readonly RotaryParameters['kind'][];

/** A positive number of the formulas of the frequencies. */
export const rotaryNumber = z.number().min(1e-6).max(1e12);

/** Base of the frequencies: at 1 or below nothing would turn more slowly than anything else. */
export const rotaryBase = z.number().min(1.001).max(1e12);

/** Part of each head that rotates: all of it. */
export const wholeHead = z.literal(1, { error: 'rotating part of a head is not supported' }).nullish();

const fields = z.strictObject({
  rope_type: z.string().max(100).optional(),
  /** The older name of `rope_type`. */
  type: z.string().max(100).optional(),
  rope_theta: rotaryBase.nullish(),
  factor: rotaryNumber.nullish(),
  low_freq_factor: rotaryNumber.nullish(),
  high_freq_factor: rotaryNumber.nullish(),
  original_max_position_embeddings: rotaryNumber.nullish(),
  partial_rotary_factor: wholeHead,
  attention_factor: rotaryNumber.nullish(),
  beta_fast: rotaryNumber.nullish(),
  beta_slow: rotaryNumber.nullish(),
  mscale: z.number().min(0).max(1e12).nullish(),
  mscale_all_dim: z.number().min(0).max(1e12).nullish(),
  truncate: z.boolean().nullish(),
});

type Fields = z.infer<typeof fields>;

/**
 * One set of rotary parameters in config.json: `rope_scaling`, `rope_parameters`, or one of several inside the latter.
 * Null when the set is empty.
 */
export const rotaryParameters = fields.transform((given, context): RotaryParameters | null => {
  const refuse = (key: keyof Fields, message: string): never => {
    context.addIssue({ code: 'custom', path: [key], message });
    return z.NEVER;
  };
  if (Object.keys(given).length === 0) return null;
  if (given.rope_type !== undefined && given.type !== undefined && given.type !== given.rope_type) {
    return refuse('type', 'it is not what rope_type says');
  }
  const key = given.rope_type === undefined ? 'type' : 'rope_type';
  const written = given[key] ?? 'default';
  const name = written === idleBelowContextLength ? 'default' : written;
  const kind = kinds.find((known) => known === name);
  const base = given.rope_theta ?? null;
  const { factor, low_freq_factor: low, high_freq_factor: high } = given;
  switch (kind) {
    case undefined:
      return refuse(key, `«${name}» is not supported, only ${kinds.join(', ')}`);
    case 'default':
      return { kind, base };
    case 'linear':
      return factor == null ? refuse('factor', 'it is missing') : { kind, base, factor };
    case 'llama3':
      if (factor == null) return refuse('factor', 'it is missing');
      if (low == null) return refuse('low_freq_factor', 'it is missing');
      if (high == null) return refuse('high_freq_factor', 'it is missing');
      if (low >= high) return refuse('high_freq_factor', 'it is not above low_freq_factor');
      return {
        kind,
        base,
        factor,
        lowFrequencyFactor: low,
        highFrequencyFactor: high,
        originalContextLength: given.original_max_position_embeddings ?? null,
      };
    case 'yarn':
      if (factor == null) return refuse('factor', 'it is missing');
      return {
        kind,
        base,
        factor,
        originalContextLength: given.original_max_position_embeddings ?? null,
        turns: { fast: given.beta_fast ?? 32, slow: given.beta_slow ?? 1 },
        isTruncated: given.truncate ?? true,
        scale: given.attention_factor ?? yarnScale(factor, given),
      };
  }
});

/**
 * What makes up for the flatter attention of a stretched context: 0.1 · m · ln(factor) + 1 with m = 1 (YaRN, arXiv
 * 2309.00071, equation 22), or the quotient of two such numbers (transformers, _compute_yarn_parameters).
 */
function yarnScale(factor: number, { mscale, mscale_all_dim: mscaleAllDimensions }: Fields): number {
  const scale = (m: number): number => (factor <= 1 ? 1 : 0.1 * m * Math.log(factor) + 1);
  if (!mscale || !mscaleAllDimensions) return scale(1);
  return scale(mscale) / scale(mscaleAllDimensions);
}
