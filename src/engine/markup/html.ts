import { Tokenizer } from 'htmlparser2';
import { BlockWriter, type Block } from './block.ts';

/** Elements within a sentence; every other one is a block of its own (HTML, «phrasing content»; and SVG's and XML's none). */
const inline: ReadonlySet<string> = new Set(
  'a abbr acronym b bdi bdo big cite data del dfn em font i img ins label mark q ruby s slot small span strike strong sub sup time tt u wbr rb rp rt'.split(
    ' ',
  ),
);

/** Inline elements whose inside is no prose. */
const inlineKept: ReadonlySet<string> = new Set(
  'code kbd samp var math svg button input select textarea output'.split(' '),
);

/** Blocks whose inside is no prose; `i18n` is Vue's, with messages by their keys. */
const blockKept: ReadonlySet<string> = new Set(
  'script style pre object iframe audio video canvas noscript listing xmp plaintext i18n'.split(' '),
);

/** Elements without an end tag. */
const empty: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** Whether an element is part of a sentence. */
export function isInline(name: string): boolean {
  return inline.has(name) || inlineKept.has(name);
}

/** What a tag inside a paragraph does. */
export interface InlineTag {
  readonly name: string;
  readonly kind: 'open' | 'close';
  /** Whether what is inside the element is no prose. */
  readonly keepsInside: boolean;
}

/** Reads one tag; null for a comment, an instruction, a declaration or an element without an end. */
export function inlineTagOf(tag: string): InlineTag | null {
  const [, slash, found = ''] = /^<(\/?)([A-Za-z][A-Za-z\d:.-]*)/u.exec(tag) ?? [];
  const name = found.toLowerCase();
  if (name === '' || empty.has(name) || tag.endsWith('/>')) return null;
  const isKept = slash === '' && (isNotTranslated(tag) || (name === 'template' && isOtherLanguage(tag)));
  const keepsInside = inlineKept.has(name) || blockKept.has(name) || isKept;
  return { name, kind: slash === '' ? 'open' : 'close', keepsInside };
}

/** HTML's own way to say that a text is to stay: `translate="no"`. */
function isNotTranslated(tag: string): boolean {
  return /\stranslate\s*=\s*["']?no["'\s/>]/iu.test(tag);
}

/** A template of Vue that is no HTML: Pug. */
function isOtherLanguage(tag: string): boolean {
  return /\slang\s*=\s*["']?(?!html["'\s>])[a-z]/iu.test(tag);
}

/**
 * The blocks of an HTML document or of anything with such tags (XML, a Vue template). Attributes are kept; so are
 * scripts, styles, code, comments and what has `translate="no"`. Faults of the markup are taken as a browser takes them.
 */
export function htmlBlocks(text: string): readonly Block[] {
  const reader = new HtmlBlocks(text);
  // The tokens of a page, at linear cost: a tree would have texts moved to where a browser shows them.
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, reader);
  tokenizer.write(text);
  tokenizer.end();
  return reader.finish();
}

const ignore = (): void => undefined;

/** Takes the tokenizer's calls; every index is in UTF-16 units, ends exclusive. */
class HtmlBlocks {
  readonly onattribdata = ignore;
  readonly onattribend = ignore;
  readonly onattribentity = ignore;
  readonly onattribname = ignore;
  readonly oncdata = ignore;
  readonly oncomment = ignore;
  readonly onend = ignore;
  /** A character reference is kept as it is spelt: what is passed over becomes an object of its sentence. */
  readonly ontextentity = ignore;
  readonly #text: string;
  readonly #writer: BlockWriter;
  /** Where the tag that is being read begins. */
  #tagStart = 0;
  #name = '';
  /** The element whose inside is kept, and how many of its name are open in it. */
  #kept: { readonly name: string; readonly isInline: boolean; depth: number } | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#writer = new BlockWriter(text);
  }

  ontext(start: number, end: number): void {
    if (this.#kept === null) this.#writer.prose(start, end);
  }

  onopentagname(start: number, end: number): void {
    this.#tagStart = start - 1;
    this.#name = this.#text.slice(start, end).toLowerCase();
  }

  onopentagend(endIndex: number): void {
    this.#open(endIndex + 1, empty.has(this.#name));
  }

  onselfclosingtag(endIndex: number): void {
    this.#open(endIndex + 1, true);
  }

  onclosetag(start: number, end: number): void {
    const name = this.#text.slice(start, end).toLowerCase();
    const tagEnd = this.#text.indexOf('>', end) + 1 || this.#text.length;
    if (this.#kept !== null) {
      if (this.#kept.name !== name || --this.#kept.depth > 0) return;
      const { isInline } = this.#kept;
      this.#kept = null;
      if (!isInline) this.#writer.endBlock();
      return;
    }
    if (inline.has(name)) this.#writer.mark('close', this.#text.lastIndexOf('<', start), tagEnd);
    else if (!inlineKept.has(name)) this.#writer.endBlock();
  }

  ondeclaration(): void {
    this.#writer.endBlock();
  }
  onprocessinginstruction(): void {
    this.#writer.endBlock();
  }

  finish(): readonly Block[] {
    return this.#writer.finish();
  }

  #open(end: number, isEmpty: boolean): void {
    const name = this.#name;
    if (this.#kept !== null) {
      if (this.#kept.name === name && !isEmpty) this.#kept.depth++;
      return;
    }
    const isInSentence = isInline(name);
    if (!isInSentence) this.#writer.endBlock();
    if (isEmpty) return;
    const tag = inlineTagOf(this.#text.slice(this.#tagStart, end));
    if (tag?.keepsInside === true) this.#kept = { name, isInline: isInSentence, depth: 1 };
    else if (isInSentence) this.#writer.mark('open', this.#tagStart, end);
  }
}
