import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { TriMixError } from '../../engine/errors.ts';
import { repositorySchema } from '../hub/repository.ts';

/** Name of a checkpoint in the store: its repository on the hub, or any plain name for an imported folder. */
export const checkpointNameSchema = z.union([
  repositorySchema,
  z
    .string()
    .max(96)
    .regex(/^[A-Za-z0-9][\w.-]*$/, 'it has characters other than letters, digits, dots, hyphens and «_»')
    .refine((name) => !/--|\.\.|[.-]$/.test(name), 'it has «--», «..» or ends in «.» or «-»'),
]);

/** @throws TriMixError `checkpoint-name-invalid` */
export function requireCheckpointName(name: string): void {
  if (checkpointNameSchema.safeParse(name).success) return;
  const reason = 'it is neither OWNER/NAME nor a plain name';
  throw new TriMixError('checkpoint-name-invalid', { name, reason });
}

/** Where everything of one checkpoint lies. */
export interface CheckpointPlaces {
  /** The installed checkpoint; there only when it is whole. */
  readonly installed: string;
  /** What is being downloaded or copied; becomes `installed` when it is whole. */
  readonly partial: string;
  readonly lock: string;
}

/** Folder of the installed checkpoints. */
export function checkpointsFolder(store: string): string {
  return join(store, 'checkpoints');
}

/** Folder of the downloads that are not finished. */
export function partialFolder(store: string): string {
  return join(store, 'partial');
}

/** Folder of the locks: one file for each checkpoint or trio that is being worked on. */
export function locksFolder(store: string): string {
  return join(store, 'locks');
}

/** @param name a name that {@link requireCheckpointName} lets pass */
export function checkpointPlaces(store: string, name: string): CheckpointPlaces {
  // No name holds two hyphens in a row, so no two names share a folder.
  const folder = name.replace('/', '--');
  return {
    installed: join(checkpointsFolder(store), folder),
    partial: join(partialFolder(store), folder),
    lock: join(locksFolder(store), `${folder}.lock`),
  };
}

/** Folder that a checkpoint of this name is installed in, whether it is there or not; null when no checkpoint can have it. */
export function checkpointFolder(store: string, name: string): string | null {
  return checkpointNameSchema.safeParse(name).success ? checkpointPlaces(store, name).installed : null;
}

/**
 * The platform's folder for an application's data, for use without an editor (which has a storage of its own).
 *
 * @param environment `TRIMIX_STORE` goes before all; `XDG_DATA_HOME` on Linux, `LOCALAPPDATA` on Windows
 */
export function defaultStore(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  // An empty variable is one that is not set (XDG Base Directory Specification).
  const set = (name: string): string | undefined =>
    environment[name] === '' ? undefined : environment[name];
  const chosen = set('TRIMIX_STORE');
  if (chosen !== undefined) return chosen;
  const home = homedir();
  switch (platform) {
    case 'win32':
      return join(set('LOCALAPPDATA') ?? join(home, 'AppData', 'Local'), 'TriMix');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'TriMix');
    default:
      return join(set('XDG_DATA_HOME') ?? join(home, '.local', 'share'), 'trimix');
  }
}
