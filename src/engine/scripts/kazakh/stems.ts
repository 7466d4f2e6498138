/**
 * Stems that the rules read wrongly: loans, names, compounds. The longest stem that a word begins with gives its
 * letters; the rules read on from there, so that suffixes follow the stem's last vowel.
 */
export interface Stems {
  /** Cyrillic for each letter of a stem; an empty one went into the letter before it. */
  readonly byLetters: ReadonlyMap<string, readonly string[]>;
  /** Letters of the longest stem. */
  readonly longest: number;
}

/** Builds the stems from `{ "letters": "cyr-il-l-ic" }`: one part a letter. */
export function readStems(entries: Readonly<Record<string, string>>): Stems {
  const byLetters = new Map(
    Object.entries(entries).map(([letters, cyrillic]) => [letters, cyrillic.split('-')] as const),
  );
  return { byLetters, longest: Math.max(0, ...Array.from(byLetters.keys(), (letters) => letters.length)) };
}

/** Cyrillic for the letters of the longest stem that begins the word; nothing when there is none. */
export function findStem(letters: readonly string[], { byLetters, longest }: Stems): readonly string[] {
  for (let length = Math.min(letters.length, longest); length > 0; length--) {
    const found = byLetters.get(letters.slice(0, length).join(''));
    if (found !== undefined) return found;
  }
  return [];
}
