/** What begins or ends something in JavaScript, or is passed over as a whole: a string of one line, a comment. */
const javaScript =
  /"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*"|'[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*'|\/\*[\s\S]*?(?:\*\/|$)|(?<=^|[\s{};(,])\/\/[^\n]*|\\[\s\S]|\$\{|[`{}]/gu;

const inTemplate = /\\[\s\S]|\$\{|`/gu;

/** Names and values of attributes. A quotation mark that does not pair stops at the next tag. */
const attributes = /(?:[^<>{}"']+|"[^"<]*(?:<(?![A-Za-z/])[^"<]*)*"|'[^'<]*(?:<(?![A-Za-z/])[^'<]*)*')*/uy;

/**
 * Finds where JavaScript expressions in braces end, as MDX and Svelte write them among markup. Reads strings, templates
 * and comments, but no grammar: it has to do with documents that are being written, on which a parser gives up. Where
 * quotes do not add up (an apostrophe in JSX, a regular expression), braces alone count. Takes linear time in all.
 */
export class ExpressionReader {
  readonly #text: string;
  /** For each opening brace that was read, the index after its partner. */
  readonly #ends = new Map<number, number>();
  /** The same without regard to quotes; null while all of them added up. */
  #byBraces: ReadonlyMap<number, number> | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** The index after the brace that closes the one at `start`; null when there is none. */
  endOf(start: number): number | null {
    if (this.#byBraces === null && !this.#ends.has(start) && !this.#read(start))
      // Once is enough: from now on each brace would be read to the end of the document in vain.
      this.#byBraces = matchBraces(this.#text);
    return (this.#byBraces ?? this.#ends).get(start) ?? null;
  }

  /**
   * The index after a tag with attributes as JSX and Svelte have them; null when it does not end.
   *
   * @param start after its name
   */
  tagEnd(start: number): number | null {
    for (let at = start; ;) {
      attributes.lastIndex = at;
      at += attributes.exec(this.#text)?.[0].length ?? 0;
      const sign = this.#text.charAt(at);
      if (sign === '>') return at + 1;
      const end = sign === '{' ? this.endOf(at) : null;
      if (end === null) return null;
      at = end;
    }
  }

  /** Reads from a brace to its partner; false when the document ends before. */
  #read(start: number): boolean {
    /** Where braces stand that are open; null for a template. */
    const open: (number | null)[] = [];
    for (let at = start; ;) {
      const isTemplate = open.at(-1) === null;
      const pattern = isTemplate ? inTemplate : javaScript;
      pattern.lastIndex = at;
      const found = pattern.exec(this.#text);
      if (found === null) return false;
      const [sign] = found;
      at = found.index + sign.length;
      if (sign === '{' || sign === '${') open.push(at - 1);
      else if (sign === '`' && !isTemplate) open.push(null);
      else if (sign === '`' || sign === '}') {
        const from = open.pop();
        if (typeof from === 'number') this.#ends.set(from, at);
        if (open.length === 0) return true;
      }
    }
  }
}

function matchBraces(text: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (const { index, 0: brace } of text.matchAll(/[{}]/gu)) {
    if (brace === '{') open.push(index);
    const start = brace === '}' ? open.pop() : undefined;
    if (start !== undefined) ends.set(start, index + 1);
  }
  return ends;
}
