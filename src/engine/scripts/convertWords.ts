import { alphabets } from './alphabets.ts';
import { letterConverter } from './letterConverters.ts';
import { withCase } from './letterCase.ts';
import type { Piece } from './piece.ts';
import { PieceWriter } from './pieceWriter.ts';
import { protectedRanges } from './protectedRanges.ts';
import { marksOfLanguage, punctuationTable } from './punctuation.ts';
import type { AlphabetTag } from './scriptTag.ts';
import { findWords, type FoundWord } from './words.ts';

/** Converts the words of a language, and the punctuation after them, from one alphabet to another. */
export function convertWords(text: string, from: AlphabetTag, to: AlphabetTag): readonly Piece[] {
  const notProse = protectedRanges(text);
  const pieces = new PieceWriter(text, notProse);
  const convert = letterConverter(from, to);
  const table = punctuationTable(from.slice(3), to.slice(3));
  const known = new Map<string, readonly string[] | null>();
  const convertLetters = (word: FoundWord): readonly string[] | null => {
    const key = word.letters.map(({ small }) => small).join('');
    const found = known.get(key);
    if (found !== undefined) return found;
    const converted = convert(word.letters.map(({ small }) => small));
    known.set(key, converted);
    return converted;
  };

  let end = 0;
  let afterWord = false;
  const convertMarks = (until: number): void => {
    for (const found of marksOfLanguage(text, { start: end, end: until }, afterWord, table))
      if (!pieces.isProtected(found.index, found.index + 1))
        pieces.convert(found.index, found.index + 1, found.text);
  };
  for (const word of findWords(text, alphabets[from])) {
    convertMarks(word.start);
    const letters =
      word.isOfLanguage && !pieces.isProtected(word.start, word.end) ? convertLetters(word) : null;
    if (letters !== null) pieces.convert(word.start, word.end, writeWord(word, letters, to));
    afterWord = letters !== null;
    end = word.end;
  }
  convertMarks(text.length);
  return pieces.finish();
}

function writeWord(word: FoundWord, letters: readonly string[], to: AlphabetTag): string {
  const wasCapital = word.letters.map(({ isCapital }) => isCapital);
  return withCase(letters, wasCapital, to)
    .map((letter, index) => letter + word.letters[index]!.tail)
    .join('');
}
