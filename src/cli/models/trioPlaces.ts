import { fitTrio, openTrio, sourceFolder, TriMixError, type TrioBudget } from '../../engine/index.ts';
import type { Fit, MissingSource, Placement } from '../../engine/index.ts';
import { missingWords } from '../missingWords.ts';
import { formatBytes } from '../quantities.ts';

/** Where a trio would run on this machine now, or why it cannot be said. */
export type TrioPlaces =
  | {
      readonly directory: string;
      readonly fit: Fit;
      readonly placements: readonly Placement[];
      readonly missing: readonly MissingSource[];
    }
  | { readonly directory: string; readonly error: string };

/** Plans a trio without loading it. */
export async function trioPlaces(directory: string, budget: TrioBudget): Promise<TrioPlaces> {
  try {
    const { fit, plan, missing } = await fitTrio(await openTrio(directory), budget);
    return { directory, fit, placements: plan?.placements ?? [], missing };
  } catch (error) {
    if (!(error instanceof TriMixError)) throw error;
    return { directory, error: error.message };
  }
}

/** Whether anything of the trio would run. */
export function wouldRun(places: TrioPlaces): boolean {
  return 'fit' in places && places.fit.kind !== 'too-large';
}

/** One line for the trio, and one for each of its models. */
export function describePlaces(places: TrioPlaces): readonly string[] {
  if ('error' in places) return [`${places.directory}: ${places.error}`];
  const { directory, fit, placements, missing } = places;
  const head =
    fit.kind === 'too-large'
      ? `${directory}: does not fit: ${formatBytes(fit.neededBytes)} are needed at least, ${formatBytes(fit.availableBytes)} can be had`
      : `${directory}: ${placements.length} of ${placements.length + missing.length} models`;
  return [
    head,
    ...placements.map(
      ({ source, executionProvider, main, gpu }) =>
        `${sourceFolder[source]}: ${executionProvider}, ${formatBytes(main)} of main memory${gpu > 0 ? `, ${formatBytes(gpu)} of graphics memory` : ''}`,
    ),
    ...missing.map(({ source, reason }) => `${sourceFolder[source]}: not loaded: ${missingWords(reason)}`),
  ];
}
