import { z } from 'zod';

/**
 * Fields that config.json has in every family. Bounds are far above any published model; they keep a hostile file
 * from asking for more than a machine can give.
 */
const positive = z.int().positive();

/** Lengths of the tensors. */
export const sizeFields = {
  vocab_size: positive.max(4_000_000),
  hidden_size: positive.max(65_536),
  intermediate_size: positive.max(1_000_000),
  num_hidden_layers: positive.max(1024),
  num_attention_heads: positive.max(1024),
  num_key_value_heads: positive.max(1024).nullish(),
  head_dim: positive.max(4096).nullish(),
  max_position_embeddings: positive.max(1_048_576),
  rms_norm_eps: z.number().min(1e-12).max(1),
};

/** One or several token ids. */
export const tokenIds = z.union([z.int().nonnegative(), z.array(z.int().nonnegative()).max(64)]).nullish();

/** A field that must not be set, because nobody here computes what it asks for. */
export function unset(what: string) {
  return z.null({ error: `${what} is not supported` }).optional();
}

/** A switch that must be off, for the same reason. */
export function off(what: string) {
  return z.literal(false, { error: `${what} is not supported` }).nullish();
}

/** Fields that say the weights are not what this converter reads. */
export const storageFields = { quantization_config: unset('a checkpoint that is quantised already') };

/**
 * Adds a check of several fields at once. Unlike `superRefine` it runs only when each field by itself is sound, so that
 * it never counts up to a number that was to be refused.
 */
export function thenCheck<Schema extends z.ZodType>(
  schema: Schema,
  check: (config: z.output<Schema>, context: z.RefinementCtx) => void,
) {
  return schema.transform((config, context) => {
    check(config, context);
    return config;
  });
}

/** Heads that can be grouped, rotated and laid out. */
interface HeadFields {
  readonly hidden_size: number;
  readonly num_attention_heads: number;
  readonly num_key_value_heads?: number | null | undefined;
  readonly head_dim?: number | null | undefined;
  readonly max_position_embeddings: number;
}

/** What the fused attention of ONNX Runtime asks for. */
const headMultiple = 8;

/** Numbers in a table of rotations, 1 GiB: four times what the longest published contexts take. */
const largestRotaryTable = 2 ** 28;

/** Elements of a head. */
export function headSizeOf(config: HeadFields): number {
  return config.head_dim ?? config.hidden_size / config.num_attention_heads;
}

/** Refuses heads that do not fit together; for {@link thenCheck}. */
export function checkHeads(config: HeadFields, context: z.RefinementCtx): void {
  const refuse = (key: keyof HeadFields, message: string): void =>
    context.addIssue({ code: 'custom', path: [key], message });
  if (config.num_attention_heads % (config.num_key_value_heads ?? 1) !== 0) {
    refuse('num_key_value_heads', 'num_attention_heads is not a multiple of it');
  }
  const headSize = headSizeOf(config);
  if (!Number.isInteger(headSize)) refuse('hidden_size', 'it is not a multiple of num_attention_heads');
  else if (headSize % headMultiple !== 0) {
    refuse('head_dim', `heads of ${headSize} elements are not supported, only multiples of ${headMultiple}`);
  }
  if ((config.max_position_embeddings * headSize) / 2 > largestRotaryTable) {
    refuse(
      'max_position_embeddings',
      `${config.max_position_embeddings} positions are too many for such heads`,
    );
  }
}
