import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TriMixError, throwIfAborted } from '../../engine/errors.ts';
import type { ErrorWord } from '../../engine/errorTexts.ts';
import { onDisk } from '../files/onDisk.ts';
import { downloadFile } from '../hub/downloadFile.ts';
import { defaultEndpoint } from '../hub/endpoint.ts';
import { HubClient } from '../hub/hubClient.ts';
import { listRevision, type RemoteFile, type RevisionListing } from '../hub/listRevision.ts';
import { requireRepository } from '../hub/repository.ts';
import { patientRetry, type RetryPolicy } from '../hub/retry.ts';
import type { StatedLicence } from '../hub/statedLicence.ts';
import { checkpointFiles, indexFile, requireReadable, requireShards } from './checkpointFiles.ts';
import type { CheckpointManifest } from './checkpointManifest.ts';
import { requireSpace } from './diskSpace.ts';
import { findCheckpoint, type InstalledCheckpoint } from './installedCheckpoints.ts';
import { withLock, type HeldLock } from './lock.ts';
import { fetchInto, keepUsable } from './partialDownload.ts';
import { putInPlace } from './putInPlace.ts';
import { checkpointPlaces, type CheckpointPlaces } from './storeFolders.ts';
import { TransferMeter, type TransferProgress } from './transferMeter.ts';

/** What is going to be downloaded, before the first byte of it. */
export interface DownloadOffer {
  readonly repository: string;
  readonly commit: string;
  readonly licence: StatedLicence;
  /** Bytes of all files together. */
  readonly bytes: number;
}

export interface InstallOptions {
  /** The store's folder; made where it is missing. */
  readonly store: string;
  /** `OWNER/NAME`. */
  readonly repository: string;
  /** Branch, tag or commit; left out, `main`. */
  readonly revision?: string | undefined;
  /** The hub or a mirror of it; left out, where the checkpoints are published. */
  readonly endpoint?: string | undefined;
  /** Access token, for gated repositories. It is sent to the endpoint only, and stored nowhere. */
  readonly token?: string | undefined;
  /** Shows the licence; without its yes nothing is downloaded. */
  readonly agree: (offer: DownloadOffer) => Promise<boolean>;
  readonly onProgress?: ((progress: TransferProgress) => void) | undefined;
  readonly signal: AbortSignal;
  /** Left out: patient enough for a bad connection. */
  readonly retry?: RetryPolicy | undefined;
}

export interface InstallResult {
  readonly checkpoint: InstalledCheckpoint;
  /** False when this very commit was there already, and nothing was downloaded. */
  readonly isNew: boolean;
}

/**
 * Downloads a checkpoint (weights, configuration, tokenizer) into the store, whole or not at all. What an earlier,
 * interrupted run has brought is used; everything is checked against the hub's list. This is the only operation of
 * the program that opens a network connection.
 *
 * @throws TriMixError `checkpoint-name-invalid`, `checkpoint-incomplete`, `licence-declined`, `store-busy`,
 *   `store-lock-lost`, `store-not-writable`, `disk-space-short`, `disk-full`, `model-file-damaged`, `cancelled`, and
 *   as {@link HubClient.open} and {@link downloadFile}
 */
export async function installCheckpoint(options: InstallOptions): Promise<InstallResult> {
  const { store, repository, revision = 'main', signal } = options;
  requireRepository(repository, revision);
  const places = checkpointPlaces(store, repository);
  return withLock(places.lock, repository, signal, async (lock) => {
    const { endpoint = defaultEndpoint, token, retry = patientRetry } = options;
    const client = new HubClient({ endpoint, token, retry, signal: lock.signal });
    const listing = await listRevision(client, repository, revision);
    const present = await presentCheckpoint(store, repository);
    if (present?.manifest.source.kind === 'hub' && present.manifest.source.commit === listing.commit) {
      return { checkpoint: present, isNew: false };
    }
    const files = checkpointFiles(repository, listing.files);
    await requireAgreement(options, listing, files);
    const written = await download({ options, places, client, listing, files });
    await requireReadable(places.partial);
    throwIfAborted(lock.signal);
    return { checkpoint: await finish({ places, listing, revision, client, written, lock }), isNew: true };
  });
}

/** What is installed under this name; what is broken there counts as nothing and is replaced. */
async function presentCheckpoint(store: string, name: string): Promise<InstalledCheckpoint | null> {
  try {
    return await findCheckpoint(store, name);
  } catch (error) {
    if (error instanceof TriMixError) return null;
    throw error;
  }
}

async function requireAgreement(
  { repository, agree }: InstallOptions,
  { commit, licence }: RevisionListing,
  files: readonly RemoteFile[],
): Promise<void> {
  if (await agree({ repository, commit, licence, bytes: sumOfBytes(files) })) return;
  throw new TriMixError('licence-declined', { name: repository, licence: licenceName(licence) });
}

/** A licence in a few words. */
export function licenceName({ id, name }: StatedLicence): string {
  // «other» is the hub's word for a licence whose name stands beside it.
  return (id === 'other' ? name : null) ?? id ?? name ?? ('not stated' satisfies ErrorWord<'licence'>);
}

interface Download {
  readonly options: InstallOptions;
  readonly places: CheckpointPlaces;
  readonly client: HubClient;
  readonly listing: RevisionListing;
  readonly files: readonly RemoteFile[];
}

/** Brings all files into the partial folder. @returns their sha256 and lengths */
async function download({
  options,
  places,
  client,
  listing,
  files,
}: Download): Promise<CheckpointManifest['files']> {
  const { repository, onProgress } = options;
  const directory = places.partial;
  await onDisk(directory, () => mkdir(directory, { recursive: true }));
  const there = await keepUsable(directory, files);
  await requireSpace(directory, sumOfBytes(files) - there);
  const names = new Set(files.map(({ path }) => path));
  const meter = new TransferMeter('downloading', sumOfBytes(files), (progress) => onProgress?.(progress));
  const written: CheckpointManifest['files'] = [];
  for (const file of files) {
    const sha256 = await fetchInto(directory, file, (path) =>
      downloadFile({
        client,
        revision: listing,
        file,
        path,
        onChecked: (bytes) => meter.checked(file.path, bytes),
        onBytes: (bytes) => meter.at(file.path, bytes),
      }),
    );
    meter.finish(file.bytes);
    written.push({ path: file.path, bytes: file.bytes, sha256 });
    if (file.path === indexFile) await requireShards(repository, join(directory, file.path), names);
  }
  return written;
}

interface Finish {
  readonly places: CheckpointPlaces;
  readonly listing: RevisionListing;
  readonly revision: string;
  readonly client: HubClient;
  readonly written: CheckpointManifest['files'];
  readonly lock: HeldLock;
}

async function finish({
  places,
  listing,
  revision,
  client,
  written,
  lock,
}: Finish): Promise<InstalledCheckpoint> {
  const { repository, commit, licence } = listing;
  const manifest: CheckpointManifest = {
    format: 1,
    name: repository,
    source: { kind: 'hub', endpoint: client.endpoint, repository, revision, commit },
    licence,
    date: new Date().toISOString(),
    files: written,
  };
  return putInPlace(places, manifest, lock);
}

function sumOfBytes(files: readonly RemoteFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
