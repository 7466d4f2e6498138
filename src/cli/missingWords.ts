import { assertNever, type MissingReason } from '../engine/index.ts';
import { formatBytes } from './quantities.ts';

/** What a library says goes over many lines. */
export function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

/** Why a source is not in memory, in words. */
export function missingWords(reason: MissingReason): string {
  switch (reason.kind) {
    case 'memory':
      return `it needs ${formatBytes(reason.neededBytes)} of memory, and ${formatBytes(reason.availableBytes)} were left`;
    case 'refused':
      return `${reason.executionProvider} did not take it: ${firstLine(reason.message)}`;
    case 'not-wanted':
      return 'it was not asked for';
    default:
      return assertNever(reason);
  }
}
