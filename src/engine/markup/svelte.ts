import type { Block } from './block.ts';
import { ExpressionReader } from './expressions.ts';
import { htmlBlocks } from './html.ts';
import { withMarks, type Mark } from './marks.ts';
import { masked } from './mask.ts';

/** Code with braces of its own, and comments. What does not end goes to the end, as in HTML. */
const codeOrBrace = /<!--[\s\S]*?(?:-->|$)|<(?<name>script|style)\b[\s\S]*?(?:<\/\k<name>\s*>|$)|\{/giu;

/**
 * The blocks of a Svelte component: HTML with JavaScript in braces, in its text and in its tags. What stands in braces is
 * kept.
 */
export function svelteBlocks(text: string): readonly Block[] {
  const expressions = new ExpressionReader(text);
  const marks: Mark[] = [];
  codeOrBrace.lastIndex = 0;
  for (let found = codeOrBrace.exec(text); found !== null; found = codeOrBrace.exec(text)) {
    const end = found[0] === '{' ? expressions.endOf(found.index) : null;
    if (end === null) continue;
    marks.push({ kind: 'object', start: found.index, end });
    codeOrBrace.lastIndex = end;
  }
  const html = masked(
    text,
    marks.map((mark) => ({ ...mark, isBlank: false })),
  );
  return withMarks(htmlBlocks(html), marks);
}
