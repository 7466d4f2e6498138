import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { assertNever, throwIfAborted, TriMixError } from '../../engine/errors.ts';
import type { TrioManifest } from '../../engine/trio/trioManifest.ts';
import type { CatalogueTrio } from '../catalogue/catalogue.ts';
import { onDisk } from '../files/onDisk.ts';
import { requireSpace } from '../store/diskSpace.ts';
import { withLock, type HeldLock } from '../store/lock.ts';
import { sweepWork } from './workFolders.ts';
import { installedManifest } from './installedManifest.ts';
import { openTrio, type InstalledTrio } from './installedTrios.ts';
import { InstallMeter } from './installMeter.ts';
import type { InstallOffer } from './installOffer.ts';
import type { InstallProgress } from './installProgress.ts';
import { makeModel } from './makeModel.ts';
import { peakBytes, planInstallation, type InstallationPlan } from './modelPlan.ts';
import { hubClient, type HubOptions } from './offerTrio.ts';
import { putTrioInPlace, restoreStaged } from './putTrioInPlace.ts';
import { requireAgreed } from './requireAgreed.ts';
import { shareModel } from './sharedModels.ts';
import { installationFolder, modelWorkFolder, trioPlaces } from './trioFolders.ts';
import { trioName } from './trioName.ts';

export interface InstallTrioOptions extends HubOptions {
  /** The store's folder; made where it is missing. */
  readonly store: string;
  readonly trio: CatalogueTrio;
  /** What `offerTrio` gave: giving it back is the agreement to its licences. */
  readonly offer: InstallOffer;
  readonly onProgress?: ((progress: InstallProgress) => void) | undefined;
}

/**
 * Makes a trio of the catalogue ready to be loaded: downloads the checkpoints that were offered, converts them, and puts
 * them into the store, whole or not at all. What an interrupted run has left is gone on with; a trio of the same models
 * that writes another language gets the new language added.
 *
 * @throws TriMixError `licence-not-agreed`, `trio-name-taken`, `trio-tokenizers-differ`, `checkpoint-incomplete`,
 *   `store-busy`, `store-lock-lost`, `store-not-writable`, `disk-space-short`, `disk-full`, `cancelled`, and as
 *   `HubClient.open`, `downloadFile` and `convertModel`
 */
export async function installTrio(options: InstallTrioOptions): Promise<InstalledTrio> {
  const { store, trio, offer, signal } = options;
  if (offer.trio !== trio.id) {
    throw new TriMixError('licence-not-agreed', { name: trio.id, reason: `the offer is for ${offer.trio}` });
  }
  const { precision } = offer;
  const name = trioName(trio.id, precision);
  const { installed, lock } = trioPlaces(store, name);
  return withLock(lock, name, signal, async (held) => {
    await sweepWork(store, name);
    const work = installationFolder(store, trio.id, precision);
    await restoreStaged(work);
    const client = hubClient({ ...options, signal: held.signal });
    const plan = await planInstallation(store, trio, precision, client);
    requireAgreed(plan, offer);
    const toDo = plan.models.filter((model) => model.kind !== 'there');
    if (toDo.length > 0) {
      await prepareWork(work, plan);
      await makeModels(options, plan, work, held);
      throwIfAborted(held.signal);
      await putTrioInPlace({
        store,
        work,
        folders: toDo.map(({ folder }) => folder),
        installed,
        extends: plan.target.present !== null,
        manifest: manifestOf(options, plan),
        lock: held,
      });
    }
    await onDisk(work, () => rm(work, { recursive: true, force: true }));
    return openTrio(installed);
  });
}

function manifestOf({ trio, offer }: InstallTrioOptions, { models, target }: InstallationPlan): TrioManifest {
  const folders = { largeIns: '', smallBase: '', smallCpt: '' };
  for (const { role, folder } of models) folders[role] = folder;
  return installedManifest(trio, offer.precision, target.present?.manifest ?? null, folders);
}

/** Removes from the work folder what no part of the plan goes on with, and checks that there is room. */
async function prepareWork(work: string, plan: InstallationPlan): Promise<void> {
  const used = new Set(
    plan.models.flatMap((model) => {
      if (model.kind !== 'download') return [];
      return [model.isMade ? model.folder : modelWorkFolder('', model.folder)];
    }),
  );
  await onDisk(work, async () => {
    await mkdir(work, { recursive: true });
    for (const name of await readdir(work)) {
      if (!used.has(name)) await rm(join(work, name), { recursive: true, force: true });
    }
  });
  await requireSpace(work, peakBytes(plan));
}

async function makeModels(
  { onProgress, offer, ...options }: InstallTrioOptions,
  { models }: InstallationPlan,
  installation: string,
  { signal }: HeldLock,
): Promise<void> {
  const open = models.filter(
    (model) => model.kind === 'share' || (model.kind === 'download' && !model.isMade),
  );
  const bytesOf = (model: (typeof open)[number]): number =>
    model.kind === 'download' ? model.files.reduce((sum, { bytes }) => sum + bytes, 0) : 0;
  const meter = new InstallMeter({
    steps: open.length,
    total: open.reduce((sum, model) => sum + bytesOf(model), 0),
    report: (progress) => onProgress?.(progress),
  });
  const client = hubClient({ ...options, signal });
  for (const model of open) {
    throwIfAborted(signal);
    switch (model.kind) {
      case 'there':
        break;
      case 'share':
        meter.begin(model.repository, 0);
        await shareModel(
          model.found,
          join(installation, model.folder),
          (done, total) => meter.copying(done, total),
          signal,
        );
        break;
      case 'download':
        meter.begin(model.checkpoint.repository, bytesOf(model));
        await makeModel({ installation, plan: model, precision: offer.precision, client, meter });
        break;
      default:
        assertNever(model);
    }
  }
}
