import { assertNever, type MissingReason } from '../engine/index.ts';
import { formatBytes } from './quantities.ts';

/** Why a source is not in memory, in words. */
export function missingWords(reason: MissingReason): string {
  switch (reason.kind) {
    case 'memory':
      return `it needs ${formatBytes(reason.neededBytes)} of memory, and ${formatBytes(reason.availableBytes)} were left`;
    case 'refused':
      return `${reason.executionProvider} did not take it: ${reason.message.split('\n')[0] ?? ''}`;
    case 'not-wanted':
      return 'it was not asked for';
    default:
      return assertNever(reason);
  }
}
