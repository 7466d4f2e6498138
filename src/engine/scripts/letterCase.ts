import type { AlphabetTag } from './scriptTag.ts';

/** Kazakh's Latin alphabet has two letters of its own here, as Turkish: I ı and İ i. */
const dotted: Readonly<Record<string, string>> = { I: 'ı', İ: 'i' };
const dottedCapital: Readonly<Record<string, string>> = { ı: 'I', i: 'İ' };

/** The small letter of one letter. */
export function smallLetter(letter: string, tag: AlphabetTag): string {
  return (tag === 'kk-Latn' ? dotted[letter] : undefined) ?? letter.toLowerCase();
}

function capitals(letters: string, tag: AlphabetTag): string {
  if (tag !== 'kk-Latn') return letters.toUpperCase();
  return Array.from(letters, (letter) => dottedCapital[letter] ?? letter.toUpperCase()).join('');
}

/**
 * Gives converted letters the case of their sources. Where one capital becomes several letters, its neighbour tells
 * whether the word is in capitals (Ш of «ШАШ» is SH) or only starts with one (Ш of «Шаш» is Sh).
 *
 * @param outputs what each letter of the source became, same length as `wasCapital`
 */
export function withCase(
  outputs: readonly string[],
  wasCapital: readonly boolean[],
  tag: AlphabetTag,
): readonly string[] {
  return outputs.map((output, index) => {
    if (wasCapital[index] !== true || output === '') return output;
    const [first = '', ...rest] = Array.from(output);
    if (rest.length === 0) return capitals(output, tag);
    const inCapitals = wasCapital[index + 1] ?? wasCapital[index - 1] ?? false;
    return capitals(first, tag) + (inCapitals ? capitals(rest.join(''), tag) : rest.join(''));
  });
}
