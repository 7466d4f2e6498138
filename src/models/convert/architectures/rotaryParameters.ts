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
    };

const kinds = ['default', 'linear', 'llama3'] as const satisfies readonly RotaryParameters['kind'][];

/** Base of the frequencies, or another positive number of their formulas. */
export const rotaryNumber = z.number().min(1e-6).max(1e12);

/** Part of each head that rotates: all of it. */
export const wholeHead = z.literal(1, { error: 'rotating part of a head is not supported' }).nullish();

/** What transformers may write beside the parameters, and no kind above reads. */
const idle = z.unknown().optional();

const fields = z.strictObject({
  rope_type: z.string().max(100).optional(),
  /** The older name of `rope_type`. */
  type: z.string().max(100).optional(),
  rope_theta: rotaryNumber.nullish(),
  factor: rotaryNumber.nullish(),
  low_freq_factor: rotaryNumber.nullish(),
  high_freq_factor: rotaryNumber.nullish(),
  original_max_position_embeddings: rotaryNumber.nullish(),
  partial_rotary_factor: wholeHead,
  attention_factor: idle,
  beta_fast: idle,
  beta_slow: idle,
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
  const name = given[key] ?? 'default';
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
  }
});
