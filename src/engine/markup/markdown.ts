import { parse, postprocess, preprocess } from 'micromark';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { BlockWriter, type Block } from './block.ts';
import { htmlBlocks, inlineTagOf } from './html.ts';

/** GitHub's Markdown with mathematics and front matter in YAML or TOML. */
const extensions = [gfm(), math(), frontmatter(['yaml', 'toml'])];

/** What MDX does without: <https://mdxjs.com/docs/what-is-mdx/#markdown>. */
const withoutHtml = { disable: { null: ['autolink', 'codeIndented', 'htmlFlow', 'htmlText'] } };

type Event = ReturnType<typeof postprocess>[number];
type Token = Event[1];

/** Tokens that hold one block of prose. */
const blockTokens: ReadonlySet<string> = new Set([
  'paragraph',
  'atxHeadingText',
  'setextHeadingText',
  'tableContent',
]);

/** Tokens with prose inside; any other token of a block is passed over with what is in it. */
const transparent: ReadonlySet<string> = new Set([
  'emphasis',
  'emphasisText',
  'strong',
  'strongText',
  'strikethrough',
  'strikethroughText',
  'link',
  'image',
  'label',
  'labelText',
]);

/** Signs around prose. */
const signs: ReadonlySet<string> = new Set([
  'emphasisSequence',
  'strongSequence',
  'strikethroughSequence',
  'labelMarker',
]);

/** Between lines, or the first half of a sign: what they are is seen from what stands around them. */
const unmarked: ReadonlySet<string> = new Set([
  'lineEnding',
  'linePrefix',
  'lineSuffix',
  'whitespace',
  'blockQuotePrefix',
  'listItemIndent',
  'gfmFootnoteDefinitionIndent',
  'labelImageMarker',
]);

/** Around paragraphs; their marks stand at the start of each line. */
const containers: ReadonlySet<string> = new Set([
  'blockQuote',
  'listOrdered',
  'listUnordered',
  'gfmFootnoteDefinition',
]);

/** Pandoc's rule for mathematics in a line, and no placeholder `${name}`: without it «$5 and $6» is some. */
const mathematics = /^\$+(?!\s|\{[A-Za-z_][\w.]*\})[\s\S]*?(?<!\s)\$+$/u;

/**
 * The blocks of a Markdown document, by CommonMark with GitHub's extensions. The text of links and images is prose, their
 * addresses and titles are not; nor is the text of a link that is also the name of its definition (`[text]`, `[text][]`).
 *
 * @param hasHtml whether it may have HTML, code by indent and addresses in angle brackets
 */
export function markdownBlocks(document: string, hasHtml = true): readonly Block[] {
  const blocks = new MarkdownBlocks(document);
  const chunks = preprocess()(document, undefined, true);
  const constructs = hasHtml ? extensions : [...extensions, withoutHtml];
  const events = postprocess(parse({ extensions: constructs }).document().write(chunks));
  events.forEach(([kind, token], index) =>
    kind === 'enter' ? blocks.enter(token, events, index) : blocks.exit(token),
  );
  return blocks.finish();
}

class MarkdownBlocks {
  readonly #text: string;
  /** What the parser's offsets leave out at the start: a byte order mark. */
  readonly #base: number;
  readonly #writer: BlockWriter;
  readonly #html: Block[] = [];
  /** The token of the current block; null between blocks. */
  #block: Token | null = null;
  /** The outermost token of a block that is passed over with all that is in it. */
  #passed: Token | null = null;
  /** How deep in code that is written as tags (`<code>`). */
  #codeDepth = 0;
  /** How deep in lists and quotations, whose marks stand at the start of each line. */
  #containers = 0;

  constructor(text: string) {
    this.#text = text;
    this.#base = text.startsWith('\uFEFF') ? 1 : 0;
    this.#writer = new BlockWriter(text);
  }

  enter(token: Token, events: readonly Event[], index: number): void {
    const start = token.start.offset + this.#base;
    const end = token.end.offset + this.#base;
    if (containers.has(token.type)) this.#containers++;
    if (this.#block === null) this.#enterBlock(token, start, end);
    else if (this.#passed === null) this.#enterInline(token, start, end, events, index);
  }

  exit(token: Token): void {
    if (containers.has(token.type)) this.#containers--;
    if (token === this.#passed) this.#passed = null;
    if (token === this.#block) {
      this.#block = null;
      this.#writer.endBlock();
    }
  }

  finish(): readonly Block[] {
    const blocks = [...this.#writer.finish(), ...this.#html];
    return blocks.sort((one, other) => one[0]!.start - other[0]!.start);
  }

  #enterBlock(token: Token, start: number, end: number): void {
    if (blockTokens.has(token.type)) {
      this.#block = token;
      this.#codeDepth = 0;
    } else if (token.type === 'htmlFlow' && this.#containers === 0) {
      for (const block of htmlBlocks(this.#text.slice(start, end)))
        this.#html.push(block.map((part) => ({ ...part, start: part.start + start, end: part.end + start })));
    }
  }

  #enterInline(token: Token, start: number, end: number, events: readonly Event[], index: number): void {
    const { type } = token;
    if (type === 'data') {
      if (this.#codeDepth === 0) this.#writer.prose(start, end);
      return;
    }
    if (
      transparent.has(type) &&
      !((type === 'link' || type === 'image') && namesItsDefinition(events, index))
    )
      return;
    this.#passed = token;
    if (type === 'mathText' && this.#isNoMathematics(start, end)) this.#writer.prose(start, end);
    else if (type.startsWith('hardBreak')) this.#writer.endBlock();
    else if (type === 'htmlText') this.#writer.mark(this.#tag(start, end), start, end);
    else if (signs.has(type)) this.#writer.mark(opens(events[index - 1]!) ? 'open' : 'close', start, end);
    else if (!unmarked.has(type)) this.#writer.mark('object', start, end);
  }

  #isNoMathematics(start: number, end: number): boolean {
    return !mathematics.test(this.#text.slice(start, end)) || /\d/u.test(this.#text.charAt(end));
  }

  /** A tag within a paragraph; what lies inside `<code>` and the like is passed over. */
  #tag(start: number, end: number): 'open' | 'close' | 'object' {
    const tag = inlineTagOf(this.#text.slice(start, end));
    if (tag === null) return 'object';
    if (!tag.keepsInside) return this.#codeDepth > 0 ? 'object' : tag.kind;
    this.#codeDepth = Math.max(0, this.#codeDepth + (tag.kind === 'open' ? 1 : -1));
    return 'object';
  }
}

/** Whether a sign that comes after this event is the first of its pair. */
function opens([kind, { type }]: Event): boolean {
  return kind === 'enter' || type === 'labelImageMarker';
}

/** Whether a link's text is the name by which its address is looked up: there is neither an address nor another name. */
function namesItsDefinition(events: readonly Event[], index: number): boolean {
  const link = events[index]![1];
  let depth = 0;
  for (const [kind, token] of events.slice(index + 1)) {
    if (token === link) return true;
    depth += kind === 'enter' ? 1 : -1;
    if (depth === 1 && token.type === 'resource') return false;
    if (depth === 2 && token.type === 'referenceString') return false;
  }
  return true;
}
