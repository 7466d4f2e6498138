import type { Block } from './block.ts';
import { withMarks, type Mark } from './marks.ts';

/** A line with a mark at its start is no longer than this; a longer one is prose. Some patterns take quadratic time. */
const longestLine = 1_000;

/** GitHub's alerts and Obsidian's callouts: `[!NOTE]`, `[!tip]- Title`. On the first line of a quotation only. */
const alert = /^(?<open>\[![A-Za-z][\w-]{0,40}\][+-]?(?:[ \t]+|$))(?<title>.*)(?<close>)$/u;

/**
 * The fences of Pandoc, Quarto, Docusaurus, VuePress and MyST: `:::`, `::: {.class key="…"}`, `:::tip Title`,
 * `:::tip[Title]{#id}`. The first word is a name.
 */
const fence =
  /^(?<open>:{3,}[ \t]*(?:\{.*|[^\s{}[\]]*[ \t]*\[?))(?<title>.*?)(?<close>\]?(?:\{[^{}]*\})?[ \t]*:*[ \t]*)$/u;

/** Admonitions and tabs of MkDocs: `!!! note "Title"`, `??? note`, `=== "Title"`. */
const admonition =
  /^(?<open>(?:(?:!{3}|\?{3}\+?)[ \t]+[\w-][\w \t-]*|={3}[!+]?[ \t]+(?="))(?:"|$))(?<title>.*?)(?<close>"?[ \t]*)$/u;

/** Definitions and captions of Pandoc, PHP Markdown Extra and kramdown: `: text`. */
const definition = /^:[ \t]+/u;

/** Links of Obsidian, Foam and wikis, and what they show in place: `[[target]]`, `[[target|text]]`, `![[image.png]]`. */
const wikiLink = /!?\[\[(?:[^[\]|\n\\]|\\(?!\|))*(?:(?<bar>\\?\|)[^[\]\n]*)?\]\]/gu;

/**
 * Marks of Markdown's dialects, which CommonMark takes for prose: alerts, admonitions, fences, definitions and wiki links.
 * What stands on a line of its own comes to stand between blocks, so that it stays there; titles are blocks.
 */
export function dialectBlocks(text: string, blocks: readonly Block[]): readonly Block[] {
  return withMarks(
    withMarks(
      blocks,
      blocks.flatMap((block) => lineMarks(text, block)),
    ),
    blocks.flatMap((block) => linkMarks(text, block)),
  );
}

function lineMarks(text: string, block: Block): readonly Mark[] {
  const end = block.at(-1)!.end;
  const breaks = block.filter(({ kind }) => kind === 'break');
  const starts = [block[0]!.start, ...breaks.map((lineBreak) => lineBreak.end)];
  return starts.flatMap((start, index) => {
    const lineEnd = breaks[index]?.start ?? end;
    return lineEnd - start > longestLine ? [] : marksOf(text.slice(start, lineEnd), start, index === 0);
  });
}

function marksOf(line: string, start: number, isFirst: boolean): readonly Mark[] {
  const end = start + line.length;
  const defined = definition.exec(line);
  if (defined !== null) return [{ kind: 'apart', start, end: start + defined[0].length }];
  const found = (isFirst ? alert.exec(line) : null) ?? fence.exec(line) ?? admonition.exec(line);
  if (found === null) return [];
  const { open = '', close = '' } = found.groups ?? {};
  return [
    { kind: 'apart', start, end: start + open.length },
    { kind: 'apart', start: end - close.length, end },
  ];
}

function linkMarks(text: string, block: Block): readonly Mark[] {
  const start = block[0]!.start;
  const written = text.slice(start, block.at(-1)!.end);
  return Array.from(written.matchAll(wikiLink)).flatMap(({ index, 0: link, groups }): readonly Mark[] => {
    const at = start + index;
    const end = at + link.length;
    const bar = groups?.['bar'];
    if (bar === undefined) return [{ kind: 'object', start: at, end }];
    const textStart = at + link.indexOf('|') + 1;
    return [
      { kind: 'open', start: at, end: textStart },
      { kind: 'close', start: end - 2, end },
    ];
  });
}
