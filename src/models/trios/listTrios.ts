import { join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { trioLanguages } from '../../engine/trio/trioManifest.ts';
import type { Precision } from '../convert/precision.ts';
import { foldersIn, openTrio, trioDirectories, type InstalledTrio } from './installedTrios.ts';
import { treeBytes } from './treeBytes.ts';
import { parseInstallationFolder, worksFolder } from './trioFolders.ts';
import { languageOf, trioName } from './trioName.ts';

/** An installation that was interrupted: installing the same again goes on with it. */
export interface UnfinishedTrio {
  /** Id in the catalogue. */
  readonly trio: string;
  readonly precision: Precision;
  /** Bytes that it takes on disk. */
  readonly bytes: number;
}

/** A folder among the trios that cannot be used. */
export interface BrokenTrio {
  readonly directory: string;
  readonly error: TriMixError;
}

/** What a store holds of trios. */
export interface InstalledTrios {
  readonly trios: readonly InstalledTrio[];
  readonly unfinished: readonly UnfinishedTrio[];
  readonly broken: readonly BrokenTrio[];
}

/**
 * Lists the trios of a store by their descriptions and file lengths.
 *
 * @throws TriMixError `store-not-writable` when a folder cannot be read
 */
export async function listTrios(store: string): Promise<InstalledTrios> {
  const trios: InstalledTrio[] = [];
  const broken: BrokenTrio[] = [];
  for (const directory of await trioDirectories(store)) {
    try {
      trios.push(await openTrio(directory));
    } catch (error) {
      if (!(error instanceof TriMixError)) throw error;
      broken.push({ directory, error });
    }
  }
  const unfinished: UnfinishedTrio[] = [];
  for (const folder of await foldersIn(worksFolder(store))) {
    const work = parseInstallationFolder(folder);
    if (work === null || isFinished(work, trios)) continue;
    unfinished.push({ ...work, bytes: await treeBytes(join(worksFolder(store), folder)) });
  }
  return { trios, unfinished, broken };
}

/** A process that ended between putting the trio in place and tidying up leaves work that is done. */
function isFinished(
  { trio, precision }: Pick<UnfinishedTrio, 'trio' | 'precision'>,
  installed: readonly InstalledTrio[],
): boolean {
  const found = installed.find(({ name }) => name === trioName(trio, precision));
  if (found === undefined) return false;
  const language = languageOf(trio);
  return language !== undefined && trioLanguages(found.manifest).includes(language);
}
