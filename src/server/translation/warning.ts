import { assertNever } from '../../engine/errors.ts';
import { language } from '../../engine/text/languages.ts';
import type { StopReason, TranslationTag } from '../../protocol/engineTypes.ts';

/** Worst first: where passages ended for different reasons, the user hears the one that matters most. */
const untimely = [
  'repetition',
  'script',
  'context-full',
  'max-tokens',
  'time-limit',
] as const satisfies StopReason[];

/**
 * What a user should know of a translation whose passages did not all end of themselves, in plain words.
 *
 * @param stops why each translated passage ended
 * @returns null when all is well
 */
export function translationWarning(
  stops: readonly StopReason[],
  to: TranslationTag,
  maxTokens: number,
): string | null {
  const worst = untimely.find((reason) => stops.includes(reason));
  if (worst === undefined) return null;
  const affected = stops.filter((stop) => (untimely as readonly StopReason[]).includes(stop)).length;
  const sentence = explain(worst, to, maxTokens);
  return stops.length === 1 ? sentence : `${sentence} (${affected} of ${stops.length} passages)`;
}

function explain(reason: (typeof untimely)[number], to: TranslationTag, maxTokens: number): string {
  switch (reason) {
    case 'repetition':
      return 'The translation began to repeat itself and was stopped. It may be incomplete; please check it.';
    case 'script':
      return `The translation left the script of ${language(to).displayName} and was stopped. It may be incomplete; please check it.`;
    case 'context-full':
      return 'The text was too long for the models, so the translation ended early. Select a shorter part.';
    case 'max-tokens':
      return `The translation reached the limit of ${maxTokens} tokens and may be cut short. The limit can be raised in the settings.`;
    case 'time-limit':
      return 'The translation ran out of time and may be cut short.';
    default:
      return assertNever(reason);
  }
}
