/**
 * Any letter of the blocks that the six language-script pairs are written in: Tibetan, Arabic (with its supplements
 * and presentation forms), Cyrillic, Mongolian. Only a cheap hint that the server may be needed: which language a
 * text is in, the server decides.
 */
const anyLetter = /[\p{Script=Tibetan}\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Mongolian}]/u;

/** True when the text has a letter of a script that TriMix writes. */
export function hasOurScript(text: string): boolean {
  return anyLetter.test(text);
}
