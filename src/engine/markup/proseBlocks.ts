import { assertNever } from '../errors.ts';
import { mergeRanges, protectedRanges, type TextRange } from '../scripts/protectedRanges.ts';
import type { Block, BlockPart } from './block.ts';
import { dialectBlocks } from './dialects.ts';
import type { MarkupFormat } from './format.ts';
import { htmlBlocks } from './html.ts';
import { latexBlocks } from './latex.ts';
import { markdownBlocks } from './markdown.ts';
import { mdxBlocks } from './mdx.ts';
import { plainBlocks } from './plain.ts';
import { svelteBlocks } from './svelte.ts';

/**
 * The prose of a document by blocks, in order and without overlaps. What is not in a `text` part is to stay byte for byte;
 * addresses, placeholders, character references and the like are objects in every format.
 *
 * Never throws: markup that is too deep for its parser is read as plain text.
 *
 * @param within only what lies in this stretch is wanted; parts at its ends are cut
 */
export function proseBlocks(text: string, format: MarkupFormat, within?: TextRange): readonly Block[] {
  const range = within ?? { start: 0, end: text.length };
  // What begins or ends outside of the stretch is known all the same.
  return parsed(text, format)
    .filter((block) => block[0]!.start < range.end && block.at(-1)!.end > range.start)
    .map((block) => clip(protect(text, block, format), range))
    .filter((block) => block.some(({ kind }) => kind === 'text'));
}

function parsed(text: string, format: MarkupFormat): readonly Block[] {
  try {
    return parse(text, format);
  } catch (error) {
    // The stack of a parser that calls itself for each level.
    if (error instanceof RangeError) return plainBlocks(text);
    throw error;
  }
}

function parse(text: string, format: MarkupFormat): readonly Block[] {
  switch (format) {
    case 'plain':
      return plainBlocks(text);
    case 'markdown':
      return dialectBlocks(text, markdownBlocks(text));
    case 'mdx':
      return dialectBlocks(text, mdxBlocks(text));
    case 'latex':
      return latexBlocks(text);
    case 'html':
      return htmlBlocks(text);
    case 'svelte':
      return svelteBlocks(text);
    default:
      return assertNever(format);
  }
}

function clip(block: Block, { start, end }: TextRange): Block {
  return block
    .filter((part) => part.end > start && part.start < end)
    .map((part) => ({ ...part, start: Math.max(part.start, start), end: Math.min(part.end, end) }));
}

/** Takes out of prose what is none in any format. */
function protect(text: string, block: Block, format: MarkupFormat): Block {
  return block.flatMap((part): readonly BlockPart[] => {
    if (part.kind !== 'text') return [part];
    const parts: BlockPart[] = [];
    let at = part.start;
    const add = (kind: BlockPart['kind'], end: number): void => {
      if (end > at) parts.push({ kind, start: at, end });
      at = end;
    };
    for (const range of noProse(text.slice(part.start, part.end), format)) {
      add('text', part.start + range.start);
      add('object', part.start + range.end);
    }
    add('text', part.end);
    return parts;
  });
}

/**
 * Pandoc's citations («[@key, p. 3]», «@fig-plot»; names of people on GitHub look like these) and the names of emoji
 * («:rocket:»), which are no part of GitHub's Markdown. A citation ends before other letters: «@fig-plot-та».
 */
const markdownNames = new RegExp(
  [
    String.raw`\[[^[\]\n@]{0,200}@[^[\]\n]+\]`,
    String.raw`(?<![\p{L}\p{N}@.])-?@(?:\{[^{}\n]{1,200}\}|[A-Za-z_]\w*(?:[:.#$%&+?<>~/\-]\w+)*)`,
    String.raw`(?<![\p{L}\p{N}:]):[a-z\d_+-]+:(?![\p{L}\p{N}:])`,
  ].join('|'),
  'gu',
);

function noProse(text: string, format: MarkupFormat): readonly TextRange[] {
  const everywhere = protectedRanges(text);
  if (format !== 'markdown' && format !== 'mdx') return everywhere;
  const names = Array.from(text.matchAll(markdownNames), ({ index, 0: name }) => ({
    start: index,
    end: index + name.length,
  }));
  return mergeRanges([...everywhere, ...names]);
}
