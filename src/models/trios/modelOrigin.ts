import { z } from 'zod';
import { commitSchema, repositorySchema } from '../hub/repository.ts';

/** Name of the file beside a model that says where it came from. */
export const modelOriginFile = 'trimix-origin.json';

const text = z.string().max(4096);

/** What `trimix-origin.json` says of a model that was made from a checkpoint of the hub. */
export const modelOriginSchema = z.strictObject({
  format: z.literal(1),
  endpoint: text,
  repository: repositorySchema,
  commit: commitSchema,
  licence: z.strictObject({ id: text.nullable(), name: text.nullable(), url: text.nullable() }),
  /** When it was converted, ISO 8601. */
  date: z.iso.datetime(),
  /** The checkpoint's files as they were downloaded. */
  files: z
    .array(
      z.strictObject({
        path: z
          .string()
          .max(255)
          .regex(/^[\w][\w.-]*$/u, 'must be a plain file name'),
        bytes: z.int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(2000),
});

export type ModelOrigin = z.infer<typeof modelOriginSchema>;
