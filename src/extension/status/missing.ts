import type { MissingReason, MissingSource, SourceId } from '../../protocol/engineTypes.ts';
import { assertNever } from '../assertNever.ts';
import type { Localiser } from '../localiser.ts';
import { memorySize } from '../models/quantities.ts';

/** The sources by the names that folders, settings and the inspector use. */
export const sourceNames = {
  largeIns: 'large-ins',
  smallCpt: 'small-cpt',
  smallBase: 'small-base',
} as const satisfies Readonly<Record<SourceId, string>>;

/** Why a model is not in memory though its trio is, as a part of a sentence. */
export function missingWords(l10n: Localiser, reason: MissingReason): string {
  switch (reason.kind) {
    case 'memory':
      return l10n.t(
        'it needs {0} of memory, {1} were free',
        memorySize(reason.neededBytes),
        memorySize(reason.availableBytes),
      );
    case 'refused':
      return l10n.t('{0} did not take it: {1}', reason.executionProvider, reason.message);
    case 'not-wanted':
      return l10n.t('it was not asked for');
    default:
      return assertNever(reason);
  }
}

/** What the trio writes without, one line for each source; nothing where all are in memory. */
export function missingLines(l10n: Localiser, missing: readonly MissingSource[]): readonly string[] {
  return missing.map(({ source, reason }) =>
    l10n.t('Without {0}: {1}.', sourceNames[source], missingWords(l10n, reason)),
  );
}
