import { turnsInCircle, withoutCircle } from '../text/circles.ts';
import { clusterBoundaryAfter } from '../text/graphemes.ts';
import { language, type TranslationTag } from '../text/languages.ts';
import { scriptOfLetter } from '../text/letters.ts';
import { leavesScript } from '../text/scriptWatch.ts';
import type { StopReason } from './generation.ts';

/**
 * Why a growing text should be ended, or null while it is on its way.
 *
 * @param mayCircle the writer's own text turns in a circle: so may this one
 */
export function goneAstray(
  text: string,
  tag: TranslationTag,
  mayCircle: boolean,
): 'script' | 'repetition' | null {
  if (leavesScript(text, tag)) return 'script';
  return !mayCircle && turnsInCircle(text) ? 'repetition' : null;
}

/** Takes off the end of a text what it was stopped for; other reasons take nothing. */
export function withoutStray(text: string, stop: StopReason, tag: TranslationTag): string {
  if (stop === 'script') return dropForeignTail(text, tag);
  return stop === 'repetition' ? withoutCircle(text) : text;
}

/** Takes off the end of a text what comes after its last letter in the language's own script. */
function dropForeignTail(text: string, tag: TranslationTag): string {
  const { script } = language(tag);
  let end = 0;
  let at = 0;
  for (const character of text) {
    at += character.length;
    if (scriptOfLetter(character) === script) end = at;
  }
  return text.slice(0, clusterBoundaryAfter(text, end));
}
