import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { moveFolder, refuseOccupied, writing } from '../../files/outputFolder.ts';

/** Where a conversion works until its model is whole. */
export interface WorkFolder {
  /** The model in the making. */
  readonly model: string;
  /** Tensors of weights files that are gone. */
  readonly carried: string;
  /** Null where an unfinished conversion is not kept. */
  readonly journal: string | null;
}

/**
 * Fills a folder and only then gives it its name, so that nothing half-made is ever found under it.
 *
 * @param out the folder to make: it must not exist, or be an empty folder (no symbolic link)
 * @param work what is unfinished stays here when `fill` fails, for the next time; it must lie on the same disk as `out`.
 *   When it is left out, the work happens in a hidden folder beside `out`, which is removed at the end.
 * @throws TriMixError `output-exists`, `output-not-written`, and whatever `fill` throws
 */
export async function inWorkFolder<Result>(
  out: string,
  work: string | undefined,
  fill: (folder: WorkFolder) => Promise<Result>,
): Promise<Result> {
  const target = resolve(out);
  await refuseOccupied(target);
  const hidden = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.partial`);
  const root = work ?? hidden;
  const folder = {
    model: join(root, 'model'),
    carried: join(root, 'carried'),
    journal: work === undefined ? null : join(root, 'journal'),
  };
  try {
    await writing(target, () => mkdir(folder.model, { recursive: true }));
    const result = await fill(folder);
    await moveFolder(folder.model, target);
    await clear(folder);
    await rmdir(root).catch(() => undefined);
    return result;
  } catch (error) {
    // Tidying up may fail for the same cause; that cause is what the caller must hear of.
    if (work === undefined) await rm(hidden, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

/** A folder of a model that is filled in one go, or not at all. */
export function unkept(model: string): WorkFolder {
  return { model, carried: `${model}.carried`, journal: null };
}

/** Empties a folder for a conversion from the beginning. */
export async function startAnew(folder: WorkFolder): Promise<void> {
  await writing(folder.model, async () => {
    await clear(folder);
    await mkdir(folder.model, { recursive: true });
  });
}

/** Leaves only one file of the model in the making: the small ones are written again. */
export async function keepOnly({ model }: WorkFolder, name: string): Promise<void> {
  await writing(model, async () => {
    for (const other of await readdir(model)) {
      if (other !== name) await rm(join(model, other), { recursive: true });
    }
  });
}

async function clear({ model, carried, journal }: WorkFolder): Promise<void> {
  // The journal first: without it nobody takes the rest for something to go on from.
  if (journal !== null) {
    await rm(journal, { force: true });
    await rm(`${journal}.next`, { force: true });
  }
  await rm(carried, { recursive: true, force: true });
  await rm(model, { recursive: true, force: true });
}
