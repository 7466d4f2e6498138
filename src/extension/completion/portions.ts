import { nextLineLength, nextSentenceLength, nextUnitLength } from '../../engine/text/acceptance.ts';
import { assertNever } from '../assertNever.ts';

/** How much of an offer is taken at once. */
export type Portion = 'unit' | 'sentence' | 'line';

/** VS Code's own command for about the same, for ghost text that is not ours. */
export const editorsOwnCommand = {
  unit: 'editor.action.inlineSuggest.acceptNextWord',
  // VS Code knows no sentences.
  sentence: 'editor.action.inlineSuggest.acceptNextLine',
  line: 'editor.action.inlineSuggest.acceptNextLine',
} as const satisfies Readonly<Record<Portion, string>>;

/**
 * The first portion of what is still offered: never empty, never ending inside a grapheme cluster.
 *
 * @param before what stands before the cursor on its line
 */
export function firstPortion(portion: Portion, before: string, rest: string): string {
  return rest.slice(0, lengthOf(portion, before, rest));
}

function lengthOf(portion: Portion, before: string, rest: string): number {
  switch (portion) {
    case 'unit':
      return nextUnitLength(rest);
    case 'sentence':
      return nextSentenceLength(before, rest);
    case 'line':
      return nextLineLength(rest);
    default:
      return assertNever(portion);
  }
}
