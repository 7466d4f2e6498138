import type { Localiser } from '../localiser.ts';

/** More than anybody reads in a preview; the server's own limit, in tokens, is far below. */
export const maximumCharacters = 100_000;

/** Share of replacement characters (U+FFFD) from which a text was not text when it was decoded. */
const damagedShare = 0.1;

/**
 * Looks at the selected texts before anything is started.
 *
 * @returns what is wrong with them, for the user; null when nothing is
 */
export function objectionToSelection(l10n: Localiser, texts: readonly string[]): string | null {
  if (texts.every((text) => text.trim() === '')) {
    return l10n.t('Nothing is selected. Select the text to translate and try again.');
  }
  if (texts.some(looksBinary)) {
    return l10n.t('This looks like a binary file, not like text. Nothing was translated or changed.');
  }
  // Under the `u` flag a surrogate matches only when it has no partner.
  if (texts.some((text) => /\p{Surrogate}/u.test(text))) {
    return l10n.t(
      'The selection has half a character in it (an unpaired UTF-16 surrogate). Nothing was translated or changed. Delete the damaged character and try again.',
    );
  }
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  if (characters > maximumCharacters) {
    return l10n.t(
      'The selection has {0} characters; at most {1} can be translated at once. Nothing was changed. Select a shorter part.',
      characters,
      maximumCharacters,
    );
  }
  return null;
}

function looksBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const damaged = text.split('\uFFFD').length - 1;
  return damaged > text.length * damagedShare;
}
