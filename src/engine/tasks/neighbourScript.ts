import { convertScript } from '../scripts/convertScript.ts';
import { sentenceEnds } from '../text/sentences.ts';

/** A writer's text in the script that the model knows. */
export function intoModelScript(text: string): string {
  return convertScript(text, { from: 'kk-Cyrl', to: 'kk-Arab' }).text;
}

/**
 * A model's text in the writer's script. Arabic script has no capitals: sentences get one, names do not.
 *
 * @param begins whether a sentence begins with the text
 */
export function outOfModelScript(text: string, begins: boolean): string {
  const ends = sentenceEnds(text, 'kk-Arab');
  return ends
    .map((end, index) => {
      const written = convertScript(text.slice(ends[index - 1] ?? 0, end), {
        from: 'kk-Arab',
        to: 'kk-Cyrl',
      }).text;
      return index > 0 || begins ? written.replace(firstLetter, capital) : written;
    })
    .join('');
}

const halfWord = /[\p{L}\p{M}]+$/u;
const sentenceBegins = /(?:^|[.!?…][»”"’)]*\s+|[\r\n]\s*)[«“„"(]*$/u;

/**
 * Brings what a model writes behind a text into the text's script. How the letters of a word are read depends on all of
 * them, so a word that stands half-written before the cursor is read again with what follows: where its letters come back
 * otherwise, nothing can be offered.
 *
 * @param before the writer's text
 */
export function continuation(before: string): (generated: string) => string {
  const [begun = ''] = halfWord.exec(before) ?? [];
  if (begun === '') return (generated) => outOfModelScript(generated, sentenceBegins.test(before));
  const inModelScript = intoModelScript(begun);
  return (generated) => {
    const whole = outOfModelScript(inModelScript + generated, false);
    const isSame = whole.slice(0, begun.length).toLowerCase() === begun.toLowerCase();
    return isSame ? whole.slice(begun.length) : '';
  };
}

/** The first letter, with signs at most before it: a number begins a sentence as well as a letter does. */
const firstLetter = /^[^\p{L}\p{N}]*\p{Ll}/u;

const capital = (beginning: string): string => beginning.toUpperCase();
