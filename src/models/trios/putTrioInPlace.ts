import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { modelFolders, trioManifestFile, type TrioManifest } from '../../engine/trio/trioManifest.ts';
import { onDisk } from '../files/onDisk.ts';
import { replaceFile, syncFiles, syncFolder } from '../files/replaceFile.ts';
import { exists } from '../store/installedCheckpoints.ts';
import type { HeldLock } from '../store/lock.ts';
import { removeFolder } from './workFolders.ts';
import { foldersIn, openTrio, type InstalledTrio } from './installedTrios.ts';
import { adoptTokenizer, copyTokenizer, dropTokenizer } from './trioTokenizer.ts';

/** Where the finished models are gathered when the trio is new. */
export const stagingFolder = 'trio';

export interface Placing {
  readonly store: string;
  /** Folder with the finished models, each with its tokenizer, under the names they get in the trio. */
  readonly work: string;
  /** Names of those folders; large-ins first where it is among them. */
  readonly folders: readonly string[];
  /** The trio's folder. */
  readonly installed: string;
  /** A trio is there that the models are added to. */
  readonly extends: boolean;
  /** What trio.json is to say. */
  readonly manifest: TrioManifest;
  readonly lock: HeldLock;
}

/**
 * Makes finished models a trio, or part of one that is there. The description is what makes a model part of a trio:
 * it is replaced in one step when all models are in their places, and a new trio gets its name when it is whole.
 *
 * @throws TriMixError `trio-tokenizers-differ`, `store-lock-lost`, `store-not-writable`, `disk-full`
 */
export async function putTrioInPlace(placing: Placing): Promise<InstalledTrio> {
  const { work, folders, installed, lock } = placing;
  const tokenizer = placing.extends ? installed : join(work, folders[0]!);
  for (const folder of folders) {
    await adoptTokenizer(join(work, folder), tokenizer, folder);
    await syncFiles(join(work, folder));
  }
  await lock.requireHeld();
  await (placing.extends ? extend(placing) : create(placing));
  for (const folder of folders) await dropTokenizer(join(installed, folder));
  return openTrio(installed);
}

async function extend({ store, work, folders, installed, manifest }: Placing): Promise<void> {
  for (const folder of folders) {
    const place = join(installed, folder);
    // Damaged, or left by a run that ended between this step and the description.
    if (await exists(place)) await removeFolder(store, place);
    await onDisk(place, () => rename(join(work, folder), place));
  }
  await onDisk(installed, () => syncFolder(installed));
  await replaceFile(join(installed, trioManifestFile), describe(manifest));
  await sweepModels(store, installed, manifest);
}

async function create({ store, work, folders, installed, manifest }: Placing): Promise<void> {
  const staging = join(work, stagingFolder);
  await onDisk(staging, async () => {
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging);
  });
  await copyTokenizer(join(work, folders[0]!), staging);
  await onDisk(staging, async () => {
    for (const folder of folders) await rename(join(work, folder), join(staging, folder));
    await writeFile(join(staging, trioManifestFile), describe(manifest));
    await syncFiles(staging);
    await mkdir(dirname(installed), { recursive: true });
  });
  // A broken one of the same name: nothing of it can be used.
  if (await exists(installed)) await removeFolder(store, installed);
  await onDisk(installed, async () => {
    await rename(staging, installed);
    await syncFolder(dirname(installed));
  });
}

/** What an interrupted run has gathered goes back to where it is looked for. */
export async function restoreStaged(work: string): Promise<void> {
  const staging = join(work, stagingFolder);
  for (const folder of await foldersIn(staging)) {
    const place = join(work, folder);
    if (!(await exists(place))) await onDisk(place, () => rename(join(staging, folder), place));
  }
  await onDisk(staging, () => rm(staging, { recursive: true, force: true }));
}

/** Removes models that the description does not name (any more). */
export async function sweepModels(store: string, installed: string, manifest: TrioManifest): Promise<void> {
  const named = new Set(modelFolders(manifest));
  for (const folder of await foldersIn(installed)) {
    if (folder.startsWith('small-cpt') && !named.has(folder))
      await removeFolder(store, join(installed, folder));
  }
}

function describe(manifest: TrioManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
