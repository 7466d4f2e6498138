import { exists } from '../store/installedCheckpoints.ts';
import type { Precision } from '../convert/precision.ts';
import { withLock } from '../store/lock.ts';
import { removeFolder, sweepWork } from './workFolders.ts';
import { installationFolder, trioPlaces } from './trioFolders.ts';
import { trioName } from './trioName.ts';

export interface DiscardTrioOptions {
  readonly store: string;
  /** Id in the catalogue. */
  readonly trio: string;
  readonly precision: Precision;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Throws away what an interrupted installation has left; does nothing where there is nothing.
 *
 * @throws TriMixError `trio-name-invalid`, `store-busy`, `store-not-writable`
 */
export async function discardTrio({ store, trio, precision, signal }: DiscardTrioOptions): Promise<void> {
  const name = trioName(trio, precision);
  const work = installationFolder(store, trio, precision);
  if (!(await exists(work))) return;
  const { lock } = trioPlaces(store, name);
  await withLock(lock, name, signal ?? new AbortController().signal, async () => {
    await sweepWork(store, name);
    if (await exists(work)) await removeFolder(store, work);
  });
}
