import { countLetters, scriptOfLetter } from './letters.ts';
import { language, type TranslationTag } from './languages.ts';

/**
 * How much of a text is in the script of `tag`: letters of that script among all letters, in [0, 1]. Digits,
 * punctuation, spaces and signs common to scripts are neutral; a text without letters gives 1.
 */
export function scriptShare(text: string, tag: TranslationTag): number {
  const counts = countLetters(text);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return all === 0 ? 1 : counts[language(tag).script] / all;
}

/** Letters at the end of a text that decide: about three words, so that a name passes and a sentence does not. */
const windowLetters = 24;

/** Latin letters count for less: names, units and terms stand in Latin in any language. A Han character is a word. */
const latinWeight = 0.4;
const hanWeight = 2;

/** Weighed foreign letters that the window may hold before the text counts as gone astray. */
const tolerated = 6;

/**
 * Whether generated text has left the script of its language: most of its last letters belong to another script.
 * A few foreign letters, or a Latin name of up to fifteen letters, are no departure. Languages of one script cannot
 * be told apart in this way.
 */
export function leavesScript(text: string, tag: TranslationTag): boolean {
  const own = language(tag).script;
  const letters = text.match(/[\p{L}\p{M}]/gu) ?? [];
  let ownLetters = 0;
  let foreign = 0;
  for (const letter of letters.slice(-windowLetters)) {
    const script = scriptOfLetter(letter);
    if (script === own) ownLetters++;
    else if (script === 'Latn') foreign += latinWeight;
    else if (script !== 'Zyyy') foreign += script === 'Hans' ? hanWeight : 1;
  }
  return foreign > tolerated && foreign > ownLetters;
}
