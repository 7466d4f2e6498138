import { listFiles, modelInfo } from '@huggingface/hub';
import { z } from 'zod';
import { TriMixError } from '../../engine/errors.ts';
import { describeIssues } from '../../engine/runtime/readJson.ts';
import type { PublishedDigest } from './contentDigest.ts';
import type { HubClient } from './hubClient.ts';
import { commitSchema, requireRepository } from './repository.ts';
import type { StatedLicence } from './statedLicence.ts';

/** A file of a repository at one commit. */
export interface RemoteFile {
  readonly path: string;
  readonly bytes: number;
  readonly digest: PublishedDigest;
}

/** What a revision of a repository is, and which files it has. */
export interface RevisionListing {
  readonly repository: string;
  readonly commit: string;
  readonly licence: StatedLicence;
  readonly files: readonly RemoteFile[];
}

/** No published checkpoint has so many files. */
const mostFiles = 10_000;

const text = z.string().max(500);

/** The card is free text of whoever published the model: what does not look like a licence is taken as none. */
const infoSchema = z.object({
  sha: commitSchema,
  cardData: z
    .object({
      license: z
        .union([text, z.array(text).nonempty()])
        .nullish()
        .catch(null),
      license_name: text.nullish().catch(null),
      license_link: text.nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

const typedSchema = z.object({ type: z.string() });

const entrySchema = z.object({
  path: z.string().max(1000),
  size: z.int().nonnegative(),
  oid: z.string().regex(/^[0-9a-f]{40}$/),
  lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: z.int().nonnegative() }).nullish(),
});

/**
 * Asks the hub which commit a revision is, under which licence, and which files it has in its top folder.
 *
 * @param revision branch, tag or commit
 * @throws TriMixError `checkpoint-name-invalid`, and as {@link HubClient.open}
 */
export async function listRevision(
  client: HubClient,
  repository: string,
  revision: string,
): Promise<RevisionListing> {
  requireRepository(repository, revision);
  const subject = revision === 'main' ? repository : `${repository} (revision ${revision})`;
  const hub = { hubUrl: client.endpoint, fetch: fetchThrough(client, subject) };
  const info = await sensible(client, async () =>
    infoSchema.parse(
      await modelInfo({ ...hub, name: repository, revision, additionalFields: ['sha', 'cardData'] }),
    ),
  );
  const files = await sensible(client, async () => {
    const found: RemoteFile[] = [];
    for await (const entry of listFiles({
      ...hub,
      repo: { type: 'model', name: repository },
      revision: info.sha,
    })) {
      if (typedSchema.parse(entry).type !== 'file') continue;
      if (found.length >= mostFiles) throw client.invalid('its list of files has no end');
      found.push(remoteFile(entrySchema.parse(entry)));
    }
    return found;
  });
  return { repository, commit: info.sha, licence: statedLicence(info.cardData), files };
}

function remoteFile({ path, size, oid, lfs }: z.infer<typeof entrySchema>): RemoteFile {
  if (lfs == null) return { path, bytes: size, digest: { algorithm: 'git-blob', value: oid } };
  return { path, bytes: lfs.size, digest: { algorithm: 'sha256', value: lfs.oid } };
}

function statedLicence(card: z.infer<typeof infoSchema>['cardData']): StatedLicence {
  const id = card?.license ?? null;
  return {
    id: Array.isArray(id) ? id.join(', ') : id,
    name: card?.license_name ?? null,
    url: card?.license_link ?? null,
  };
}

/** Lets the library ask through our client: it knows the addresses, the client knows when to try again. */
function fetchThrough(client: HubClient, subject: string): typeof fetch {
  return async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const { text: body, headers } = await client.text(url, subject);
    return new Response(body, { headers });
  };
}

/** Whatever the library or the schema trips over, the hub's answer is to blame. */
async function sensible<T>(client: HubClient, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof TriMixError) throw error;
    if (error instanceof z.ZodError) throw client.invalid(describeIssues(error), error);
    throw client.invalid(error instanceof Error ? error.message : String(error), error);
  }
}
