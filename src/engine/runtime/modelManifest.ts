import { z } from 'zod';

/** Name of the description inside a model folder. */
export const modelManifestFile = 'trimix-model.json';

const positive = z.int().positive().max(1e9);

/** A file name inside the folder: no separators that climb out, no absolute path. */
const fileName = z
  .string()
  .max(255)
  .regex(/^[\w][\w.-]*$/u, 'must be a plain file name');

/** The description of one model folder, validated as hostile input. */
export const modelManifestSchema = z.strictObject({
  format: z.literal(1),
  architecture: z.enum(['qwen2', 'llama', 'gemma3']),
  /** The graph's file, then its external data; sizes in bytes. */
  files: z
    .array(
      z.strictObject({
        path: fileName,
        bytes: z.int().positive(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(64),
  graph: z.strictObject({
    file: fileName,
    /** Names of the graph's inputs. `numLogitsToKeep` (scalar int64): how many last positions give logits; 0 means all. */
    inputs: z.strictObject({
      inputIds: z.string(),
      attentionMask: z.string(),
      numLogitsToKeep: z.string(),
    }),
    logits: z.string(),
    kvCache: z.strictObject({
      layers: positive.max(1024),
      keyValueHeads: positive.max(1024),
      headSize: positive.max(4096),
      type: z.enum(['float32', 'float16']),
      /** `{layer}` stands for the layer's number. */
      pastKey: z.string(),
      pastValue: z.string(),
      presentKey: z.string(),
      presentValue: z.string(),
    }),
  }),
  /** Width of the logits; may exceed the tokenizer's vocabulary by padding. */
  logitsWidth: positive.max(4_000_000),
  /** Positions the model was made for (prompt and generated tokens together). */
  contextLength: positive.max(16_777_216),
  endOfTextIds: z.array(z.int().nonnegative()).max(64),
  quantisation: z.strictObject({
    precision: z.enum(['fp32', 'fp16', 'int8', 'int4']),
    /** Weights per scale; null for unquantised models. */
    blockSize: positive.nullable(),
  }),
  /** sha256 of the tokenizer.json the model was trained with; the models of a trio must agree. */
  tokenizerSha256: z.string().regex(/^[0-9a-f]{64}$/),
  source: z.strictObject({ repository: z.string(), revision: z.string(), licence: z.string() }),
});

/** What `trimix-model.json` says. */
export type ModelManifest = z.infer<typeof modelManifestSchema>;
