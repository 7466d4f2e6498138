import { z } from 'zod';

/** Any text of a hub or a user that is written down. */
export const recordedText = z.string().max(4096);

/** A licence as the repository's card states it. */
export const recordedLicence = z.strictObject({
  id: recordedText.nullable(),
  name: recordedText.nullable(),
  url: recordedText.nullable(),
});

/** A checkpoint's files as they came. */
export const recordedFiles = z
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
  .max(2000);
