import { z } from 'zod';
import { languageTags, type LanguageTag } from '../text/languages.ts';

/** Name of the description inside a trio directory. */
export const trioManifestFile = 'trio.json';

/** A folder below the trio's own. */
const folder = z
  .string()
  .max(255)
  .regex(/^[\w][\w.-]*$/u, 'must be the name of a folder inside the trio');

const weights = z.strictObject({ alpha: z.number(), beta: z.number() });

/**
 * A trio directory: model folders and one tokenizer (tokenizer.json, tokenizer_config.json). All languages share large-ins
 * and small-base; each has its small-cpt, which several may share.
 */
export const trioManifestSchema = z.strictObject({
  format: z.literal(1),
  name: z.string().min(1).max(100),
  title: z.string().min(1).max(300),
  /** Languages for which the trio must not be relied on. */
  experimental: z.array(z.enum(languageTags)),
  sources: z.strictObject({
    largeIns: folder,
    smallBase: folder,
    /** The languages in whose script the trio was trained, each with its model. */
    smallCpt: z
      .partialRecord(z.enum(languageTags), folder)
      .refine((folders) => Object.keys(folders).length > 0, 'must name a language'),
  }),
  /** Weights that a measurement on held-out text recommends. */
  recommendedWeights: z.strictObject({
    completion: weights,
    translation: weights,
    /** Where something is known of a language by itself, and of translation from it and into it. */
    byLanguage: z
      .partialRecord(
        z.enum(languageTags),
        z.strictObject({
          completion: weights.exactOptional(),
          from: weights.exactOptional(),
          into: weights.exactOptional(),
        }),
      )
      .exactOptional(),
  }),
});

/** What `trio.json` says. */
export type TrioManifest = z.infer<typeof trioManifestSchema>;

/** The languages a trio writes, in the usual order. */
export function trioLanguages({ sources }: Pick<TrioManifest, 'sources'>): readonly LanguageTag[] {
  return languageTags.filter((tag) => sources.smallCpt[tag] !== undefined);
}

/** Folders of all models of a trio, each once. */
export function modelFolders({ sources }: Pick<TrioManifest, 'sources'>): readonly string[] {
  return [...new Set([sources.largeIns, sources.smallBase, ...Object.values(sources.smallCpt)])];
}
