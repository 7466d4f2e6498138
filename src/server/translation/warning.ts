import { assertNever } from '../../engine/errors.ts';
import { language } from '../../engine/text/languages.ts';
import type { StopReason, TranslationTag } from '../../protocol/engineTypes.ts';

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
 * What a user should know of a sentence that did not end of itself, in plain words.
 *
 * @param stops why the translation of each of its runs ended
 * @returns null when all is well
 */
export function sentenceWarning(
  stops: readonly StopReason[],
  to: TranslationTag,
  maxTokens: number,
): string | null {
  const worst = untimely.find((reason) => stops.includes(reason));
  return worst === undefined ? null : explain(worst, to, maxTokens);
}

/**
 * The same of a whole selection.
 *
 * @param warnings of each of its sentences
 */
export function translationWarning(warnings: readonly (string | null)[]): string | null {
  const given = warnings.filter((warning) => warning !== null);
  const first = given[0];
  if (first === undefined) return null;
  return warnings.length === 1 ? first : `${first} (${given.length} of ${warnings.length} sentences)`;
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
