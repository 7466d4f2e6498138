import { documentPieces } from '../../../src/engine/markup/documentPieces.ts';
import type { MarkupFormat } from '../../../src/engine/markup/format.ts';
import { runsOf, wholeOf } from '../../../src/engine/markup/rewrite.ts';
import type { Sentence } from '../../../src/engine/markup/sentence.ts';
import type { TranslationTag } from '../../../src/engine/text/languages.ts';

export function sentencesIn(
  text: string,
  format: MarkupFormat,
  language: TranslationTag = 'kk-Cyrl',
): readonly Sentence[] {
  return documentPieces(text, format, language).flatMap((piece) =>
    piece.kind === 'sentence' ? [piece.sentence] : [],
  );
}

/** All prose of a document, run by run, as a model gets it in the second way. */
export function proseIn(text: string, format: MarkupFormat): readonly string[] {
  return sentencesIn(text, format).flatMap((sentence) => runsOf(sentence).filter((run) => run !== null));
}

/** The sentences of a document as a model gets them first: on one line, with what has to stay. */
export function linesIn(text: string, format: MarkupFormat): readonly string[] {
  return sentencesIn(text, format).map((sentence) => wholeOf(sentence) ?? runsOf(sentence).join(''));
}
