import type { Block } from './block.ts';
import { ExpressionReader } from './expressions.ts';
import { inlineTagOf, isInline } from './html.ts';
import { markdownBlocks } from './markdown.ts';
import { withMarks, type Mark } from './marks.ts';
import { masked } from './mask.ts';

const frontMatter = /^\uFEFF?(?<fence>---|\+\+\+)[ \t]*\r?\n[\s\S]*?\n\k<fence>[ \t]*(?=\r?\n|$)/u;
const plain = /[^\\`<{\n]+/uy;
const codeFence =
  /[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?<fence>`{3,}(?=[^`\n]*(?:\n|$))|~{3,})[^\n]*(?:\n[\s\S]*?(?:\n[ \t>]*\k<fence>[`~]*[ \t]*(?=\r?\n|$)|$)|$)/uy;
const codeSpan = /(?<tick>`+)(?!`)(?:(?!\n[ \t]*\r?\n)[\s\S]){0,2000}?(?<!`)\k<tick>(?!`)|`+/uy;
/** A line of a module; what comes before it is no paragraph. */
const moduleLine = /(?:import|export)(?=[\s{*"'])/uy;
const htmlComment = /<!--[\s\S]*?(?:-->|$)/uy;
const tagStart = /<\/?(?<name>[A-Za-z_$][\w$.:-]*)?/uy;

/**
 * The blocks of an MDX document: Markdown with JavaScript modules, tags of JSX and expressions in braces, which are kept.
 * MDX knows no HTML, no code by indent and no addresses in angle brackets.
 *
 * Its own parser (micromark-extension-mdxjs) refuses a document with one fault, as it is at nearly every moment of writing.
 */
export function mdxBlocks(text: string): readonly Block[] {
  const marks = new MdxScanner(text).scan();
  const flow = aloneOnLines(text, marks);
  const markdown = masked(
    text,
    marks.map((mark) => ({ ...mark, isBlank: flow.has(mark) })),
  );
  return withMarks(
    markdownBlocks(markdown, false),
    marks.filter((mark) => !flow.has(mark)),
  );
}

/** Finds what is no Markdown. A module is a mark `apart`, and so is a tag of HTML that is no part of a sentence. */
class MdxScanner {
  readonly #text: string;
  readonly #expressions: ExpressionReader;
  readonly #marks: Mark[] = [];
  /** Names of elements that are not closed any more. */
  readonly #unclosed = new Set<string>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#expressions = new ExpressionReader(text);
  }

  scan(): readonly Mark[] {
    this.#at = frontMatter.exec(this.#text)?.[0].length ?? 0;
    let isLineStart = true;
    while (this.#at < this.#text.length) {
      const start = this.#at;
      this.#at = (isLineStart ? this.#line() : null) ?? this.#sign();
      isLineStart = this.#text.charAt(this.#at - 1) === '\n' && this.#at > start;
    }
    return this.#marks;
  }

  /** Takes what begins with a line. This and the methods below return where to go on. */
  #line(): number | null {
    const fence = this.#match(codeFence);
    if (fence !== null) return this.#at + fence[0].length;
    return this.#match(moduleLine) !== null && !this.#isInParagraph() ? this.#module() : null;
  }

  #isInParagraph(): boolean {
    if (this.#at === 0) return false;
    const line = this.#text.slice(this.#text.lastIndexOf('\n', this.#at - 2) + 1, this.#at);
    return !/^\s*(?:$|-{3}|\+{3}|`{3}|~{3}|#{1,6}\s)/u.test(line);
  }

  /** A module goes to a blank line that is not inside of braces. */
  #module(): number {
    const rest = /[^{\n]+|\n(?![ \t]*(?:\r?\n|$))|\{/uy;
    let at = this.#at;
    for (;;) {
      rest.lastIndex = at;
      const found = rest.exec(this.#text);
      if (found === null) break;
      at = (found[0] === '{' ? this.#expressions.endOf(at) : null) ?? at + found[0].length;
    }
    return this.#mark('apart', at);
  }

  #sign(): number {
    switch (this.#text.charAt(this.#at)) {
      case '\\':
        return this.#at + 2;
      case '`':
        return this.#at + (this.#match(codeSpan)?.[0].length ?? 1);
      case '{':
        return this.#expression();
      case '<':
        return this.#tag();
      default:
        return this.#at + (this.#match(plain)?.[0].length ?? 1);
    }
  }

  #expression(): number {
    const end = this.#expressions.endOf(this.#at);
    return end === null ? this.#at + 1 : this.#mark('object', end);
  }

  #tag(): number {
    // None of MDX, but Docusaurus takes it.
    const comment = this.#match(htmlComment);
    if (comment !== null) return this.#mark('object', this.#at + comment[0].length);
    const start = this.#match(tagStart)!;
    const name = start.groups?.['name'];
    const nameEnd = this.#at + start[0].length;
    const end =
      name === undefined && this.#text.charAt(nameEnd) !== '>' ? null : this.#expressions.tagEnd(nameEnd);
    if (end === null) return this.#at + 1;
    const written = this.#text.slice(this.#at, end);
    if (name === undefined) return this.#mark(written === '<>' ? 'open' : 'close', end);
    const tag = inlineTagOf(written);
    if (tag === null) return this.#mark('object', end);
    // `<Button>` is a component of any kind, `<button>` is HTML's.
    const isKept =
      tag.kind === 'open' && tag.keepsInside && (/^[a-z]/u.test(name) || /\stranslate\s*=/u.test(written));
    const kind = /^[a-z]/u.test(name) && !isInline(name) ? 'apart' : tag.kind;
    const elementEnd = isKept ? this.#elementEnd(name, end) : null;
    return elementEnd === null ? this.#mark(kind, end) : this.#mark('object', elementEnd);
  }

  #elementEnd(name: string, from: number): number | null {
    const close = this.#unclosed.has(name) ? -1 : this.#text.indexOf(`</${name}`, from);
    if (close < 0) this.#unclosed.add(name);
    return close < 0 ? null : this.#expressions.tagEnd(close + name.length + 2);
  }

  #mark(kind: Mark['kind'], end: number): number {
    this.#marks.push({ kind, start: this.#at, end });
    return end;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text);
  }
}

/** The marks on whose lines there is nothing else: they stand between blocks. */
function aloneOnLines(text: string, marks: readonly Mark[]): ReadonlySet<Mark> {
  const gaps = [...marks, null].map((mark, index) =>
    text.slice(marks[index - 1]?.end ?? 0, mark?.start ?? text.length),
  );
  let isAlone = true;
  const opening = marks.map((_, index) => {
    const gap = gaps[index]!;
    const lineStart = gap.lastIndexOf('\n') + 1;
    isAlone = (isAlone || lineStart > 0) && /^[\s>]*$/u.test(gap.slice(lineStart));
    return isAlone;
  });
  isAlone = true;
  const closing = marks
    .map((_, index) => {
      const gap = gaps[marks.length - index]!;
      const lineEnd = gap.indexOf('\n');
      isAlone = (isAlone || lineEnd >= 0) && gap.slice(0, lineEnd < 0 ? gap.length : lineEnd).trim() === '';
      return isAlone;
    })
    .reverse();
  return new Set(marks.filter((_, index) => opening[index] === true && closing[index] === true));
}
