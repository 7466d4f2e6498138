import { z } from 'zod';
import { commitSchema } from '../hub/repository.ts';
import { checkpointNameSchema } from './storeFolders.ts';

/** Name of the file that says where everything in a checkpoint's folder came from. */
export const checkpointManifestFile = 'trimix-checkpoint.json';

const text = z.string().max(4096);

/** What `trimix-checkpoint.json` says; written last, so that a folder with it is whole. */
export const checkpointManifestSchema = z.strictObject({
  format: z.literal(1),
  name: checkpointNameSchema,
  source: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('hub'),
      endpoint: text,
      repository: text,
      /** What was asked for: branch, tag or commit. */
      revision: text,
      commit: commitSchema,
    }),
    z.strictObject({ kind: z.literal('folder'), path: text }),
  ]),
  /** As the repository's card states it. */
  licence: z.strictObject({ id: text.nullable(), name: text.nullable(), url: text.nullable() }),
  /** When it was installed, ISO 8601. */
  date: z.iso.datetime(),
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

export type CheckpointManifest = z.infer<typeof checkpointManifestSchema>;
