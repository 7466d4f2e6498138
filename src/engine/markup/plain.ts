import { protectedRanges } from '../scripts/protectedRanges.ts';
import { BlockWriter, type Block } from './block.ts';

const lineBreaks = /[\n\r\u2028\u2029]+/gu;

/**
 * Each line of a text without markup is a block: where its lines break may mean something. Code, mathematics and the
 * like are objects, for such text is often meant for a page.
 */
export function plainBlocks(text: string): readonly Block[] {
  const writer = new BlockWriter(text);
  const prose = (start: number, end: number): void => {
    let at = start;
    for (const { index, 0: found } of text.slice(start, end).matchAll(lineBreaks)) {
      writer.prose(at, start + index);
      writer.endBlock();
      at = start + index + found.length;
    }
    writer.prose(at, end);
  };
  let at = 0;
  for (const { start, end } of protectedRanges(text)) {
    prose(at, start);
    if (text.slice(start, end).search(lineBreaks) >= 0) writer.endBlock();
    else writer.mark('object', start, end);
    at = end;
  }
  prose(at, text.length);
  return writer.finish();
}
