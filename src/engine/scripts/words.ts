import { graphemeClusters } from '../text/graphemes.ts';
import type { Alphabet } from './alphabets.ts';
import { smallLetter } from './letterCase.ts';

/** One letter of a word with the invisible characters that follow it. */
export interface WordLetter {
  /** As written, without {@link tail}, in NFC. */
  readonly letter: string;
  /** The small letter of the alphabet that it is, or is meant for. */
  readonly small: string;
  readonly isCapital: boolean;
  /** Joiners, soft hyphens and other format characters: they go along. */
  readonly tail: string;
}

/** A run of letters of the source script. */
export interface FoundWord {
  /** UTF-16 units, the end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly letters: readonly WordLetter[];
  /** Whether every letter is of the alphabet; otherwise the word is foreign and is left alone. */
  readonly isOfLanguage: boolean;
}

const anyLine = /[^\r\n\u2028\u2029]+/gu;
const run = /\p{L}[\p{L}\p{M}\p{Cf}'’]*/gu;
const needsClusters = /[\p{M}\p{Cf}]/u;
const invisibleTail = /\p{Cf}*$/u;

/** All words of a script in a text, in order. No word starts or ends inside a grapheme cluster. */
export function* findWords(text: string, alphabet: Alphabet): Generator<FoundWord> {
  for (const { 0: line, index } of text.matchAll(anyLine)) {
    const mayMean = alphabet.hasLookalikes(line);
    for (const match of line.matchAll(run))
      yield* wordsOfRun(match[0], index + match.index, alphabet, mayMean);
  }
}

/** A letter found, or null for a cluster that is none of the script. */
type Found = (WordLetter & { readonly start: number; readonly end: number; readonly known: boolean }) | null;

function* wordsOfRun(
  text: string,
  offset: number,
  alphabet: Alphabet,
  mayMean: boolean,
): Generator<FoundWord> {
  let word: NonNullable<Found>[] = [];
  for (const found of [...lettersOfRun(text, offset, alphabet, mayMean), null]) {
    if (found !== null) {
      word.push(found);
      continue;
    }
    // Outside of a word an apostrophe is a quotation mark.
    while (alphabet.apostrophes.has(word[0]?.letter ?? '')) word.shift();
    while (alphabet.apostrophes.has(word.at(-1)?.letter ?? '')) word.pop();
    const first = word[0];
    if (first !== undefined) {
      yield {
        start: first.start,
        end: word.at(-1)!.end,
        letters: word,
        isOfLanguage: word.every(({ known }) => known),
      };
    }
    word = [];
  }
}

/** @param mayMean whether the letters that look like others are read as those */
function lettersOfRun(text: string, offset: number, alphabet: Alphabet, mayMean: boolean): Found[] {
  const found: Found[] = [];
  const clusters = needsClusters.test(text) ? graphemeClusters(text) : Array.from(text);
  let start = offset;
  clusters.forEach((cluster, index) => {
    const end = start + cluster.length;
    const tail = invisibleTail.exec(cluster)?.[0] ?? '';
    const letter = cluster.slice(0, cluster.length - tail.length).normalize('NFC');
    const last = found.at(-1);
    if (letter === '') {
      // An invisible character that stands as a cluster of its own goes with the letter before it.
      if (last !== null && last !== undefined)
        found[found.length - 1] = { ...last, tail: last.tail + tail, end };
      else found.push(null);
    } else {
      const lower = smallLetter(letter, alphabet.tag);
      const meant = mayMean ? alphabet.lookalikes.get(lower) : undefined;
      const small = meant !== undefined && isAmong(clusters, index, alphabet) ? meant : lower;
      const known = alphabet.letters.has(small);
      const isCapital = letter !== lower;
      found.push(
        known || alphabet.script.test(letter) ? { letter, small, isCapital, tail, known, start, end } : null,
      );
    }
    start = end;
  });
  return found;
}

/** Whether a lookalike stands in a word of the script: it is of it, or every neighbour is, and there is one. */
function isAmong(clusters: readonly string[], index: number, { script, lookalikes }: Alphabet): boolean {
  const isOfScript = (cluster: string): boolean => script.test(cluster);
  // One of the same script needs no others to belong to it.
  if (isOfScript(clusters[index]!)) return true;
  const neighbours = [clusters[index - 1], clusters[index + 1]].filter((cluster) => cluster !== undefined);
  return (
    neighbours.some(isOfScript) &&
    neighbours.every((cluster) => isOfScript(cluster) || lookalikes.has(cluster.toLowerCase()))
  );
}
