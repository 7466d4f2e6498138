import type { TranslationExample } from '../../engine/tasks/requests.ts';

/** How many of the sentences before a sentence its prompt shows: more of them crowd a short context. */
const shown = 2;

/** A pair longer than this (UTF-16 units of both) is not shown: the models' context is for the sentence itself. */
const longest = 500;

/**
 * The context of a sentence: the last sentences of the same selection with their translations, for terms and tone.
 *
 * @param pairs in the order of the document
 */
export function precedingSentences(pairs: readonly TranslationExample[]): readonly TranslationExample[] {
  return pairs
    .filter(({ source, target }) => target.trim() !== '' && source.length + target.length <= longest)
    .slice(-shown);
}
