import { clusterBoundaryAfter } from '../text/graphemes.ts';
import { language, type TranslationTag } from '../text/languages.ts';
import { scriptOfLetter } from '../text/letters.ts';

/** Takes off the end of a text what comes after its last letter in the language's own script. */
export function dropForeignTail(text: string, tag: TranslationTag): string {
  const { script } = language(tag);
  let end = 0;
  let at = 0;
  for (const character of text) {
    at += character.length;
    if (scriptOfLetter(character) === script) end = at;
  }
  return text.slice(0, clusterBoundaryAfter(text, end));
}
