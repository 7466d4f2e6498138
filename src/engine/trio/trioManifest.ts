import { z } from 'zod';
import { languageTags } from '../text/languages.ts';

/** Name of the description inside a trio directory. */
export const trioManifestFile = 'trio.json';

/** A folder below the trio's own. */
const folder = z
  .string()
  .max(255)
  .regex(/^[\w][\w.-]*$/u, 'must be the name of a folder inside the trio');

/** A trio directory: three model folders and one tokenizer (tokenizer.json, tokenizer_config.json). */
export const trioManifestSchema = z.strictObject({
  format: z.literal(1),
  name: z.string().min(1).max(100),
  title: z.string().min(1).max(300),
  /** Languages in whose script the trio was trained. */
  languages: z.array(z.enum(languageTags)).min(1),
  /** Languages for which the trio must not be relied on, a subset of `languages`. */
  experimental: z.array(z.enum(languageTags)),
  sources: z.strictObject({ largeIns: folder, smallCpt: folder, smallBase: folder }),
  /** Weights that a measurement on held-out text recommends. */
  recommendedWeights: z.strictObject({
    completion: z.strictObject({ alpha: z.number(), beta: z.number() }),
    translation: z.strictObject({ alpha: z.number(), beta: z.number() }),
  }),
});

/** What `trio.json` says. */
export type TrioManifest = z.infer<typeof trioManifestSchema>;
