import { TriMixError, throwIfAborted } from '../../engine/errors.ts';
import { ContentDigest } from './contentDigest.ts';
import type { HubClient, OpenAnswer } from './hubClient.ts';
import { bodyOf } from './bodyOf.ts';
import { causeOf } from './hubErrors.ts';
import type { RemoteFile, RevisionListing } from './listRevision.ts';
import { PartialFile } from './partialFile.ts';
import { pause, pauseAfter } from './retry.ts';

export interface DownloadOptions {
  readonly client: HubClient;
  readonly revision: Pick<RevisionListing, 'repository' | 'commit'>;
  readonly file: RemoteFile;
  /** Where the bytes go; what is there already is taken as the file's beginning. */
  readonly path: string;
  /** Called while the bytes that were there already are read again, with how many have been. */
  readonly onChecked: (bytes: number) => void;
  /** Called with the bytes of this file that are there; goes back when they have to be thrown away. */
  readonly onBytes: (bytes: number) => void;
}

/** A damaged file is fetched once more from its beginning: bits do flip on the way, but not twice. */
const mostTries = 2;

/**
 * Downloads one file, going on where an earlier try stopped, and checks it. A broken connection is tried again for
 * as long as it brings something.
 *
 * @returns the file's sha256
 * @throws TriMixError `download-interrupted`, `download-wrong-length`, `download-corrupt`, `disk-full`,
 *   `store-not-writable`, and as {@link HubClient.open}. The partial file is kept, unless it is damaged.
 */
export async function downloadFile(options: DownloadOptions): Promise<string> {
  const { client, file, path, onChecked, onBytes } = options;
  const partial = await PartialFile.open(path, file.bytes);
  try {
    for (let tries = 1; ; tries++) {
      const begun = new ContentDigest(file.digest, file.bytes);
      for await (const chunk of partial.read(client.signal)) {
        begun.update(chunk.bytes);
        onChecked(chunk.end);
      }
      onBytes(partial.bytes);
      const { sha256, matches } = (await receiveRest(options, partial, begun)).finish();
      if (matches) {
        await partial.sync();
        return sha256;
      }
      await partial.clear();
      onBytes(0);
      if (tries === mostTries) throw new TriMixError('download-corrupt', { file: file.path });
    }
  } finally {
    await partial.close();
  }
}

/** Receives what is missing. @returns the digest of the whole file */
async function receiveRest(
  options: DownloadOptions,
  partial: PartialFile,
  begun: ContentDigest,
): Promise<ContentDigest> {
  const { client, revision, file } = options;
  const subject = `${file.path} of ${revision.repository}`;
  const url = `${client.endpoint}/${revision.repository}/resolve/${revision.commit}/${encodeURIComponent(file.path)}`;
  let digest = begun;
  let failures = 0;
  while (partial.bytes < file.bytes) {
    const before = partial.bytes;
    const range: Record<string, string> = before > 0 ? { range: `bytes=${before}-` } : {};
    const answer = await client.open(url, subject, range);
    try {
      if (!continues(answer.response, before, file)) {
        // The server knows no ranges and begins anew.
        await partial.clear();
        digest = new ContentDigest(file.digest, file.bytes);
      }
      await receive(options, answer, partial, digest);
      failures = 0;
    } catch (error) {
      throwIfAborted(client.signal);
      if (error instanceof TriMixError) throw error;
      failures = partial.bytes > before ? 1 : failures + 1;
      if (failures >= client.retry.attempts) throw interrupted(file, partial.bytes, error);
      await pause(pauseAfter(failures, client.retry), client.signal);
    } finally {
      answer.watch.close();
    }
  }
  return digest;
}

/** Whether an answer goes on at the position asked for. @throws TriMixError `download-wrong-length` */
function continues({ status, headers }: Response, from: number, file: RemoteFile): boolean {
  if (status === 206) {
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '');
    if (Number(range?.[1]) !== from)
      throw wrongLength(file, `asked for a part, it sent ${range?.[0] ?? 'another'}`);
    if (Number(range?.[3]) !== file.bytes)
      throw wrongLength(file, `${range?.[3] ?? 0} bytes instead of ${file.bytes}`);
    return true;
  }
  const length = headers.get('content-length');
  if (length !== null && Number(length) !== file.bytes) {
    throw wrongLength(file, `${length} bytes instead of ${file.bytes}`);
  }
  return from === 0;
}

async function receive(
  { file, onBytes }: DownloadOptions,
  { response, watch }: OpenAnswer,
  partial: PartialFile,
  digest: ContentDigest,
): Promise<void> {
  for await (const chunk of bodyOf(response)) {
    watch.alive();
    if (partial.bytes + chunk.byteLength > file.bytes)
      throw wrongLength(file, `more than ${file.bytes} bytes`);
    await partial.append(chunk);
    digest.update(chunk);
    onBytes(partial.bytes);
  }
  if (partial.bytes < file.bytes) throw new Error('the connection ended early');
}

function wrongLength(file: RemoteFile, reason: string): TriMixError {
  return new TriMixError('download-wrong-length', { file: file.path, reason });
}

function interrupted(file: RemoteFile, received: number, error: unknown): TriMixError {
  const details = { file: file.path, received, bytes: file.bytes, reason: causeOf(error) };
  return new TriMixError('download-interrupted', details, error);
}
