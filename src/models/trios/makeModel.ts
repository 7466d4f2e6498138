import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { convertModel } from '../convert/convertModel.ts';
import type { Precision } from '../convert/precision.ts';
import { onDisk } from '../files/onDisk.ts';
import { replaceFile } from '../files/replaceFile.ts';
import type { HubClient } from '../hub/hubClient.ts';
import { licenceName } from '../store/installCheckpoint.ts';
import { exists } from '../store/installedCheckpoints.ts';
import { CheckpointDownload } from './checkpointDownload.ts';
import { openTrioModel } from './installedTrios.ts';
import type { InstallMeter } from './installMeter.ts';
import { licenceFiles } from './licenceFiles.ts';
import { modelOriginFile, type ModelOrigin } from './modelOrigin.ts';
import type { ModelToMake } from './modelPlan.ts';
import { orNull } from './orNull.ts';
import { modelWorkFolder } from './trioFolders.ts';

export interface MakeModelOptions {
  /** Folder of the installation: the finished model gets its place there. */
  readonly installation: string;
  readonly plan: ModelToMake;
  readonly precision: Precision;
  readonly client: HubClient;
  readonly meter: InstallMeter;
}

/**
 * Downloads a checkpoint shard by shard into its conversion, going on with what an interrupted run has left: at most one
 * shard is on the disk at once.
 *
 * @throws TriMixError as `CheckpointDownload` and `convertModel`, `disk-full`
 */
export async function makeModel(options: MakeModelOptions): Promise<void> {
  const { installation, plan, client, meter } = options;
  const { folder, listing, files } = plan;
  const work = modelWorkFolder(installation, folder);
  const download = await CheckpointDownload.open({ work, client, listing, files, meter });
  await download.bringSmallFiles();
  const made = join(work, 'model');
  // It is there when a run ended right behind the conversion.
  if ((await orNull(openTrioModel(made, '.'))) === null) {
    await onDisk(made, () => rm(made, { recursive: true, force: true }));
    await convert(made, download, options);
  }
  await addOrigin(made, download, options);
  const place = join(installation, folder);
  await onDisk(place, async () => {
    await rm(place, { recursive: true, force: true });
    await rename(made, place);
    await rm(work, { recursive: true, force: true });
  });
}

async function convert(
  out: string,
  download: CheckpointDownload,
  { installation, plan, precision, client, meter }: MakeModelOptions,
): Promise<void> {
  const { repository, commit } = plan.listing;
  try {
    await convertModel({
      source: download,
      out,
      work: join(modelWorkFolder(installation, plan.folder), 'conversion'),
      precision,
      provenance: { repository, revision: commit, licence: licenceName(plan.terms.licence) },
      signal: client.signal,
      onProgress: (done, total) => meter.converting(total === 0 ? 1 : done / total),
    });
  } catch (error) {
    if (!(error instanceof TriMixError) || error.code !== 'output-not-written') throw error;
    // The store's own words: other than for a conversion alone, what there is of it is kept.
    await onDisk(out, () => Promise.reject(error.cause instanceof Error ? error.cause : error));
  }
}

/** The licence's text, and where everything came from, stay with the model. */
async function addOrigin(
  model: string,
  { directory, brought }: CheckpointDownload,
  { plan, client }: MakeModelOptions,
): Promise<void> {
  for (const name of licenceFiles) {
    const file = join(directory, name);
    // Over a copy that an interrupted run has made.
    if (await exists(file)) await onDisk(model, () => copyFile(file, join(model, name)));
  }
  const origin: ModelOrigin = {
    format: 1,
    endpoint: client.endpoint,
    repository: plan.listing.repository,
    commit: plan.listing.commit,
    licence: plan.terms.licence,
    date: new Date().toISOString(),
    files: brought,
  };
  await replaceFile(join(model, modelOriginFile), `${JSON.stringify(origin, null, 2)}\n`);
}
