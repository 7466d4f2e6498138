import { assertNever } from '../../engine/errors.ts';
import type { StopReason, TranslationTag } from '../../protocol/engineTypes.ts';
import type { TranslationWarning } from '../../protocol/messages.ts';

/** Worst first: where runs ended for different reasons, the user hears the one that matters most. */
const untimely = [
  'repetition',
  'script',
  'context-full',
  'max-tokens',
  'time-limit',
] as const satisfies StopReason[];

/** Whether a translation that ended so may lack something. */
export function isUntimely(stop: StopReason): boolean {
  return (untimely as readonly StopReason[]).includes(stop);
}

/**
 * What a user should know of a sentence that did not end of itself.
 *
 * @param stops why the translation of each of its runs ended
 * @returns null when all is well
 */
export function sentenceWarning(
  stops: readonly StopReason[],
  to: TranslationTag,
  maxTokens: number,
): TranslationWarning | null {
  const kind = untimely.find((reason) => stops.includes(reason));
  switch (kind) {
    case undefined:
      return null;
    case 'script':
      return { kind, language: to };
    case 'max-tokens':
      return { kind, limit: maxTokens };
    case 'repetition':
    case 'context-full':
    case 'time-limit':
      return { kind };
    default:
      return assertNever(kind);
  }
}
