import { z } from 'zod';
import { commitSchema } from '../hub/repository.ts';
import { checkpointNameSchema } from './storeFolders.ts';
import { recordedFiles, recordedLicence, recordedText } from './recordedSource.ts';

/** Name of the file that says where everything in a checkpoint's folder came from. */
export const checkpointManifestFile = 'trimix-checkpoint.json';

/** What `trimix-checkpoint.json` says; written last, so that a folder with it is whole. */
export const checkpointManifestSchema = z.strictObject({
  format: z.literal(1),
  name: checkpointNameSchema,
  source: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('hub'),
      endpoint: recordedText,
      repository: recordedText,
      /** What was asked for: branch, tag or commit. */
      revision: recordedText,
      commit: commitSchema,
    }),
    z.strictObject({ kind: z.literal('folder'), path: recordedText }),
  ]),
  licence: recordedLicence,
  /** When it was installed, ISO 8601. */
  date: z.iso.datetime(),
  files: recordedFiles,
});

export type CheckpointManifest = z.infer<typeof checkpointManifestSchema>;
