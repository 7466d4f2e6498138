import type { ScriptCode } from '../text/languages.ts';
import { scriptOfLetter } from '../text/letters.ts';

/** A script that letters have. */
export type LetterScript = Exclude<ScriptCode, 'Zyyy'>;

/** The last letter of a text with its marks; nothing when the text ends in anything else. */
const lastLetter = /\p{L}\p{M}*$/u;

/** More marks than this on one letter are no text (UTF-16 units). */
const letterLimit = 32;

/**
 * The script of a foreign word that stands half-written before the cursor («Wind│»): its writer wants it finished, so
 * its letters may go on. Null where the text ends in no letter, or in one of the language's own script.
 */
export function scriptAtJoint(before: string, own: LetterScript): LetterScript | null {
  const [letter] = lastLetter.exec(before.slice(-letterLimit)) ?? [];
  if (letter === undefined) return null;
  const script = scriptOfLetter(String.fromCodePoint(letter.codePointAt(0) ?? 0));
  return script === own || script === 'Zyyy' ? null : script;
}

/**
 * Length of the beginning of a generated text (UTF-16 units) that goes on with the half-written word: its letters and
 * nothing else. 0 without such a word.
 */
export function wordAtJoint(text: string, joint: LetterScript | null): number {
  if (joint === null) return 0;
  let end = 0;
  for (const character of text) {
    if (scriptOfLetter(character) !== joint) break;
    end += character.length;
  }
  return end;
}
