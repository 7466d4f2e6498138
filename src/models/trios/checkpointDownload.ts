import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { throwIfAborted, TriMixError } from '../../engine/errors.ts';
import type { WeightsSource } from '../convert/weightsSource.ts';
import { onDisk } from '../files/onDisk.ts';
import { replaceFile } from '../files/replaceFile.ts';
import { downloadFile } from '../hub/downloadFile.ts';
import type { HubClient } from '../hub/hubClient.ts';
import type { RemoteFile, RevisionListing } from '../hub/listRevision.ts';
import { commitSchema, repositorySchema } from '../hub/repository.ts';
import { indexFile, requireShards } from '../store/checkpointFiles.ts';
import { bytesThere, fetchInto, keepUsable } from '../store/partialDownload.ts';
import type { InstallMeter } from './installMeter.ts';
import { modelOriginSchema, type ModelOrigin } from './modelOrigin.ts';

const recordFile = 'download.json';
const filesFolder = 'checkpoint';

/** What was downloaded, and of which commit: files that are converted are not there any more. */
const recordSchema = z.strictObject({
  repository: repositorySchema,
  commit: commitSchema,
  files: modelOriginSchema.shape.files.min(0),
});

export interface CheckpointDownloadOptions {
  /** Folder of the work on this model. */
  readonly work: string;
  readonly client: HubClient;
  readonly listing: RevisionListing;
  /** The files of the listing that make up the checkpoint. */
  readonly files: readonly RemoteFile[];
  readonly meter: InstallMeter;
}

/**
 * The files of a checkpoint, each downloaded when it is asked for and removed when it is not needed any more. What an
 * interrupted run has brought of the same commit is gone on with.
 */
export class CheckpointDownload implements WeightsSource {
  /** Folder of the files that are there. */
  readonly directory: string;
  readonly #options: CheckpointDownloadOptions;
  readonly #record: Map<string, ModelOrigin['files'][number]>;
  /** Checked since this object was made. */
  readonly #present = new Set<string>();

  private constructor(options: CheckpointDownloadOptions, record: Map<string, ModelOrigin['files'][number]>) {
    this.directory = join(options.work, filesFolder);
    this.#options = options;
    this.#record = record;
  }

  /**
   * Goes on with what is in the work folder, or empties it when that belongs to another commit.
   *
   * @throws TriMixError `store-not-writable`, `disk-full`
   */
  static async open(options: CheckpointDownloadOptions): Promise<CheckpointDownload> {
    const { work, listing, files } = options;
    const record = await readRecord(work, listing);
    if (record === null) await onDisk(work, () => rm(work, { recursive: true, force: true }));
    const download = new CheckpointDownload(
      options,
      new Map((record ?? []).map((file) => [file.path, file] as const)),
    );
    await onDisk(work, () => mkdir(download.directory, { recursive: true }));
    await keepUsable(download.directory, files);
    if (record === null) await download.#writeRecord();
    return download;
  }

  /** Brings everything but the weights. Errors as {@link bring}. */
  async bringSmallFiles(): Promise<void> {
    const { files, listing } = this.#options;
    const names = new Set(files.map(({ path }) => path));
    for (const { path } of files) {
      if (isWeights(path)) continue;
      await this.bring(path);
      if (path === indexFile) await requireShards(listing.repository, join(this.directory, path), names);
    }
  }

  /**
   * Brings one file, whole and verified; returns at once where it is there.
   *
   * @throws TriMixError `checkpoint-incomplete`, and as `downloadFile`
   */
  async bring(path: string): Promise<void> {
    const { client, listing, files, meter } = this.#options;
    throwIfAborted(client.signal);
    if (this.#present.has(path)) return;
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) {
      const reason = `${path} is not among its files`;
      throw new TriMixError('checkpoint-incomplete', { checkpoint: listing.repository, reason });
    }
    const others = this.#bytesBrought(path);
    const sha256 = await fetchInto(this.directory, file, (target) =>
      downloadFile({
        client,
        revision: listing,
        file,
        path: target,
        onChecked: (bytes) => meter.checking(others + bytes),
        onBytes: (bytes) => meter.downloading(others + bytes),
      }),
    );
    meter.pauseDownload();
    this.#present.add(path);
    this.#record.set(path, { path, bytes: file.bytes, sha256 });
    await this.#writeRecord();
  }

  /** The file is not needed any more. @throws TriMixError `store-not-writable` */
  async release(path: string): Promise<void> {
    const file = join(this.directory, path);
    await onDisk(file, () => rm(file, { force: true }));
    this.#present.delete(path);
  }

  /** Files that were brought, by this run or the ones before it. */
  get brought(): ModelOrigin['files'] {
    return [...this.#record.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Bytes of the other files that were brought, whether they are still there or not. */
  #bytesBrought(except: string): number {
    let sum = 0;
    for (const { path, bytes } of this.#record.values()) if (path !== except) sum += bytes;
    return sum;
  }

  async #writeRecord(): Promise<void> {
    const { work, listing } = this.#options;
    const { repository, commit } = listing;
    const record: z.infer<typeof recordSchema> = { repository, commit, files: this.brought };
    await replaceFile(join(work, recordFile), JSON.stringify(record));
  }
}

/** Weights come one at a time; everything else is small. */
export function isWeights(path: string): boolean {
  return path.endsWith('.safetensors');
}

/**
 * Bytes of a checkpoint that are not yet brought, where an interrupted run has left something of the same commit.
 *
 * @param work folder of the work on this model; it need not exist
 */
export async function bytesToBring(
  work: string,
  listing: RevisionListing,
  files: readonly RemoteFile[],
): Promise<number> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const record = await readRecord(work, listing);
  if (record === null) return total;
  const brought = new Set(record.map(({ path }) => path));
  const whole = files.reduce((sum, { path, bytes }) => sum + (brought.has(path) ? bytes : 0), 0);
  const parts = files.filter(({ path }) => !brought.has(path));
  return total - whole - (await bytesThere(join(work, filesFolder), parts));
}

/** Null when there is none, or it is of another commit. */
async function readRecord(
  work: string,
  { repository, commit }: Pick<RevisionListing, 'repository' | 'commit'>,
): Promise<ModelOrigin['files'] | null> {
  try {
    const record = recordSchema.parse(JSON.parse(await readFile(join(work, recordFile), 'utf8')));
    return record.repository === repository && record.commit === commit ? record.files : null;
  } catch {
    return null;
  }
}
