import { convertScript } from '../../src/engine/scripts/convertScript.ts';

/** Kazakh words of the interface in Arabic script, by the project's own conversion. */
export function inArabicScript(words: string): string {
  const { text } = convertScript(words, { from: 'kk-Cyrl', to: 'kk-Arab' });
  return (
    text
      // The conversion leaves signs alone that follow no word; here they follow what is put into a place.
      .replace(/,(?= |$)/gmu, '،')
      .replace(/;(?= |$)/gmu, '؛')
      // From right to left an arrow between two words points to the left.
      .replaceAll(' → ', ' ← ')
  );
}

/** All texts of a tree of words in Arabic script; keys stay. */
export function treeInArabicScript(tree: object): object {
  return Object.fromEntries(
    Object.entries(tree).map(([key, part]: [string, unknown]) => [key, partInArabicScript(part)]),
  );
}

function partInArabicScript(part: unknown): unknown {
  if (typeof part === 'string') return inArabicScript(part);
  if (typeof part === 'object' && part !== null) return treeInArabicScript(part);
  throw new Error('Words are texts, or groups of texts.');
}
