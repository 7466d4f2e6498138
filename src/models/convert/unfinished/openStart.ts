import { join } from 'node:path';
import { ExternalDataWriter, pageBytes, type ExternalRange } from '../../onnx/externalData.ts';
import { CarriedTensors } from '../shards/carriedTensors.ts';
import type { PlannedUnit } from '../weights/plannedWeights.ts';
import type { JournalContent } from './journal.ts';
import { keepOnly, type WorkFolder } from './workFolder.ts';

/** Where a conversion starts from: the beginning, or what an earlier run has left. */
export interface Start {
  readonly data: ExternalDataWriter;
  readonly carried: CarriedTensors;
  /** Units that are stored already. */
  readonly stored: readonly (readonly ExternalRange[])[];
  /** The weights file that was in use last. */
  readonly current: string | null;
}

/** Begins the data file of a model. */
export async function openBeginning(folder: WorkFolder, dataFile: string): Promise<Start> {
  const data = await ExternalDataWriter.create(join(folder.model, dataFile));
  return { data, carried: new CarriedTensors(folder.carried), stored: [], current: null };
}

/**
 * Opens what an earlier run has left; all of it is read and compared with the journal.
 *
 * @returns null when something of it is not as the journal says
 * @throws TriMixError `cancelled`, `output-not-written`
 */
export async function openUnfinished(
  folder: WorkFolder,
  dataFile: string,
  journal: JournalContent,
  { plan, signal }: { readonly plan: readonly PlannedUnit[]; readonly signal: AbortSignal },
): Promise<Start | null> {
  if (!fits(journal, plan)) return null;
  const carried = new CarriedTensors(folder.carried);
  const data = (await carried.resume(journal.carried, signal))
    ? await ExternalDataWriter.resume(join(folder.model, dataFile), journal.data, signal)
    : null;
  if (data === null) {
    await carried.close();
    return null;
  }
  await keepOnly(folder, dataFile);
  return { data, carried, stored: journal.units, current: journal.current };
}

/** Whether the stored units are the first ones of the plan, one behind the other in the data file. */
function fits({ units, data }: JournalContent, plan: readonly PlannedUnit[]): boolean {
  let end = 0;
  for (const { offset, length } of units.flat()) {
    if (offset !== Math.ceil(end / pageBytes) * pageBytes) return false;
    end = offset + length;
  }
  return end === data.bytes && units.every((ranges, index) => ranges.length === plan[index]?.ranges);
}
