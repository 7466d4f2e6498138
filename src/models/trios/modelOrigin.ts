import { z } from 'zod';
import { commitSchema, repositorySchema } from '../hub/repository.ts';
import { recordedFiles, recordedLicence, recordedText } from '../store/recordedSource.ts';

/** Name of the file beside a model that says where it came from. */
export const modelOriginFile = 'trimix-origin.json';

/** What `trimix-origin.json` says of a model that was made from a checkpoint of the hub. */
export const modelOriginSchema = z.strictObject({
  format: z.literal(1),
  endpoint: recordedText,
  repository: repositorySchema,
  commit: commitSchema,
  licence: recordedLicence,
  /** When it was converted, ISO 8601. */
  date: z.iso.datetime(),
  /** The checkpoint's files as they were downloaded. */
  files: recordedFiles,
});

export type ModelOrigin = z.infer<typeof modelOriginSchema>;
