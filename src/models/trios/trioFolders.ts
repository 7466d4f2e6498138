import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { LanguageTag } from '../../engine/text/languages.ts';
import type { Precision } from '../convert/precision.ts';
import { locksFolder } from '../store/storeFolders.ts';

/** The models of a trio that writes one language. */
export const trioRoles = ['largeIns', 'smallBase', 'smallCpt'] as const;
export type TrioRole = (typeof trioRoles)[number];

/** Folder of a model inside its trio's. */
export function modelFolderName(role: TrioRole, language: LanguageTag): string {
  const names = { largeIns: 'large-ins', smallBase: 'small-base', smallCpt: smallCptFolder(language) };
  return names[role];
}

/** Folder of a language's small-cpt. */
export function smallCptFolder(language: LanguageTag): string {
  return `small-cpt-${language}`;
}

/** Folder of the installed trios. */
export function triosFolder(store: string): string {
  return join(store, 'trios');
}

/** Where an installed trio lies, and the lock of all work on it. */
export function trioPlaces(
  store: string,
  name: string,
): { readonly installed: string; readonly lock: string } {
  return {
    installed: join(triosFolder(store), name),
    lock: join(locksFolder(store), 'trios', `${name}.lock`),
  };
}

/** Folder of the work that is not finished, all of it on the store's own file system so that it can be renamed. */
export function worksFolder(store: string): string {
  return join(store, 'work');
}

/** Folder in which a trio of the catalogue is being made. */
export function installationFolder(store: string, id: string, precision: Precision): string {
  return join(worksFolder(store), `${id}-${precision}`);
}

/** Folder of the work on one model of an installation: what is downloaded of it, and the conversion. */
export function modelWorkFolder(installation: string, folder: string): string {
  return join(installation, `${folder}.work`);
}

/** A new name for what is being removed: nobody needs it any more. */
export function removedFolder(store: string): string {
  return join(worksFolder(store), `${removedPrefix}${randomUUID()}`);
}

/** Begins the names of folders that are being removed. */
export const removedPrefix = '.removed-';

/** Folder in which the copy of a trio is made; whoever holds the trio's lock owns it. */
export function importFolder(store: string, name: string): string {
  return join(worksFolder(store), `${importPrefix}${name}`);
}

/** Begins the names of folders in which copies are made. */
export const importPrefix = '.import-';
