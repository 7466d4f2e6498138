import { language, type TranslationTag } from '../text/languages.ts';
import { scriptOfLetter } from '../text/letters.ts';
import type { EncodedText } from '../tokenizer/byteSpans.ts';
import { describeToken, type Tokenizer } from '../tokenizer/tokenizer.ts';

/** A stretch of a text in UTF-16 units, the end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Whether token `index` lies wholly or partly in one of the ranges of the encoded text. */
export function tokensInRanges(
  encoded: EncodedText,
  text: string,
  ranges: readonly TextRange[],
): (index: number) => boolean {
  const byteRanges = ranges.map(({ start, end }) => ({
    start: Buffer.byteLength(text.slice(0, start)),
    end: Buffer.byteLength(text.slice(0, end)),
  }));
  return (index) => {
    const end = encoded.ends[index] ?? 0;
    const start = encoded.ends[index - 1] ?? 0;
    return byteRanges.some((range) => start < range.end && end > range.start);
  };
}

/** Whether token `index` writes the language's own script: a letter of it, or a part of a character beyond ASCII. */
export function tokensInScript(
  ids: readonly number[],
  tokenizer: Tokenizer,
  tag: TranslationTag,
): (index: number) => boolean {
  const { script } = language(tag);
  return (index) => {
    const id = ids[index];
    if (id === undefined) return false;
    const bytes = tokenizer.bytes(id);
    for (const character of describeToken(tokenizer, id))
      if (scriptOfLetter(character) === script) return true;
    // A token can be the first bytes of a letter: the Latin script is the only one written in ASCII.
    return script !== 'Latn' && bytes.length > 0 && bytes.length < 3 && bytes.every((byte) => byte >= 0x80);
  };
}
