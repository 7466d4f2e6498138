import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { modelManifestSchema } from '../../engine/runtime/modelManifest.ts';
import { languageTags } from '../../engine/text/languages.ts';
import type { ModelsRequests } from '../../protocol/models.ts';

const { precision } = modelManifestSchema.shape.quantisation.shape;

/** Names of trios, models and jobs: short, whatever they hold. The store decides which are allowed. */
const name = z.string().min(1).max(200);
const token = z.string().min(1).max(1000).nullable();
const directory = z.string().max(10_000).refine(isAbsolute, 'must be an absolute path');
const bytes = z.number().nonnegative();
const stated = z.string().max(1000).nullable();

const checkpointOffer = z.object({
  repository: name,
  commit: name,
  licence: z.object({ id: stated, name: stated, url: stated }),
  commercialUse: z.boolean().nullable(),
  downloadBytes: bytes,
});

/** The requests with parameters, by the last part of their method. */
type Name = 'offer' | 'install' | 'import' | 'verify' | 'remove' | 'discard';

/** What such a request's parameters are when they have been checked. */
export type CheckedParams<N extends Name> = ModelsRequests[`trimix/models/${N}`]['params'];

/** Parameters of the requests about models, as a client may send them. */
export const requestSchemas = {
  offer: z.object({ trio: name, precision, token }),
  install: z.object({
    offer: z.object({
      trio: name,
      precision,
      checkpoints: z.array(checkpointOffer).max(10),
      downloadBytes: bytes,
      diskBytes: bytes,
      peakDiskBytes: bytes,
    }),
    token,
    job: name,
  }),
  import: z.object({ directory, job: name }),
  verify: z.object({ directory, job: name }),
  remove: z.object({ name, language: z.enum(languageTags).nullable() }),
  discard: z.object({ trio: name, precision }),
} as const satisfies { readonly [N in Name]: z.ZodType<CheckedParams<N>> };
