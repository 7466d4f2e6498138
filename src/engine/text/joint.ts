import { fitToFollowing } from './fitToFollowing.ts';
import { graphemeClusters } from './graphemes.ts';

/** An overlap of fewer clusters may be chance («а» before «а»), unless it consists of whole words or signs. */
const chanceClusters = 3;

const blank = /^\s+$/u;
const wordCharacter = /[\p{L}\p{M}\p{N}]/u;

/**
 * Takes away the end of a completion that repeats what follows the cursor, so that accepting it does not write the
 * same text twice. Works by grapheme cluster.
 */
export function trimOverlap(completion: string, suffix: string): string {
  const given = graphemeClusters(completion);
  const following = graphemeClusters(suffix.slice(0, 2 * completion.length));
  for (let length = Math.min(given.length, following.length); length > 0; length--) {
    const start = given.length - length;
    if (!following.slice(0, length).every((cluster, index) => cluster === given[start + index])) continue;
    if (length >= chanceClusters || !cutsWord(given[start - 1], given[start])) {
      return given.slice(0, start).join('');
    }
  }
  return completion;
}

/** Whether a whole completion only says what already follows the cursor. Blank completions repeat nothing. */
export function repeatsFollowing(completion: string, suffix: string): boolean {
  const said = completion.trim();
  if (said === '' || blank.test(completion)) return false;
  const following = suffix.trimStart();
  return following.startsWith(said) && !cutsWord(said.at(-1), following.charAt(said.length));
}

/**
 * What of a generated text is worth offering at a cursor: without what already follows it, and fit to stand before that;
 * '' when it is blank or only says what follows.
 */
export function worthOffering(completion: string, suffix: string): string {
  if (repeatsFollowing(completion, suffix)) return '';
  const joined = fitToFollowing(trimOverlap(completion, suffix), suffix);
  return joined.trim() === '' ? '' : joined;
}

/** Whether a cut between two clusters goes through a word. */
function cutsWord(before: string | undefined, after: string | undefined): boolean {
  return (
    before !== undefined && after !== undefined && wordCharacter.test(before) && wordCharacter.test(after)
  );
}
