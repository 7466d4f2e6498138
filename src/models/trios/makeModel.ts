import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { convertModel } from '../convert/convertModel.ts';
import type { Precision } from '../convert/precision.ts';
import { onDisk } from '../files/onDisk.ts';
import { replaceFile } from '../files/replaceFile.ts';
import type { HubClient } from '../hub/hubClient.ts';
import { licenceName } from '../store/installCheckpoint.ts';
import { exists } from '../store/installedCheckpoints.ts';
import { CheckpointDownload, isWeights } from './checkpointDownload.ts';
import type { InstallMeter } from './installMeter.ts';
import { licenceFiles } from './licenceFiles.ts';
import { modelOriginFile, type ModelOrigin } from './modelOrigin.ts';
import type { ModelToMake } from './modelPlan.ts';
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
 * Downloads a checkpoint and converts it, going on with what an interrupted run has left.
 *
 * @throws TriMixError as `CheckpointDownload` and `convertModel`
 */
export async function makeModel(options: MakeModelOptions): Promise<void> {
  const { installation, plan, precision, client, meter } = options;
  const { folder, listing, files } = plan;
  const work = modelWorkFolder(installation, folder);
  const download = await CheckpointDownload.open({ work, client, listing, files, meter });
  await download.bringSmallFiles();
  for (const { path } of files) if (isWeights(path)) await download.bring(path);
  const made = join(work, 'model');
  await onDisk(made, () => rm(made, { recursive: true, force: true }));
  await convertModel({
    source: download.directory,
    out: made,
    precision,
    provenance: {
      repository: listing.repository,
      revision: listing.commit,
      licence: licenceName(plan.terms.licence),
    },
    signal: client.signal,
    onProgress: (done, total) => meter.converting(total === 0 ? 1 : done / total),
  });
  await addOrigin(made, download, options);
  const place = join(installation, folder);
  await onDisk(place, async () => {
    await rm(place, { recursive: true, force: true });
    await rename(made, place);
    await rm(work, { recursive: true, force: true });
  });
}

/** The licence's text, and where everything came from, stay with the model. */
async function addOrigin(
  model: string,
  { directory, brought }: CheckpointDownload,
  { plan, client }: MakeModelOptions,
): Promise<void> {
  for (const name of licenceFiles) {
    const file = join(directory, name);
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
