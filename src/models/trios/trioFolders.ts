import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { LanguageTag } from '../../engine/text/languages.ts';
import { precisions, type Precision } from '../convert/precision.ts';
import { locksFolder } from '../store/storeFolders.ts';
import { isCatalogueId } from './trioName.ts';

/** The models of a trio that writes one language. */
export const trioRoles = ['largeIns', 'smallBase', 'smallCpt'] as const;
export type TrioRole = (typeof trioRoles)[number];

/** Folders of the models that all languages share. */
export const largeInsFolder = 'large-ins';
export const smallBaseFolder = 'small-base';

/** Folder of a model inside its trio's. */
export function modelFolderName(role: TrioRole, language: LanguageTag): string {
  const names = {
    largeIns: largeInsFolder,
    smallBase: smallBaseFolder,
    smallCpt: smallCptFolder(language),
  } satisfies Record<TrioRole, string>;
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

/** What the folder of an installation makes, by its name; null for any other folder. */
export function parseInstallationFolder(
  folder: string,
): { readonly trio: string; readonly precision: Precision } | null {
  const precision = precisions.find((candidate) => folder.endsWith(`-${candidate}`));
  const trio = folder.slice(0, -(precision?.length ?? 0) - 1);
  return precision === undefined || !isCatalogueId(trio) ? null : { trio, precision };
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
