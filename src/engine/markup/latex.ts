import { BlockWriter, type Block } from './block.ts';
import { argumentsBefore, blockCommands, inlineCommands, keptEnvironments } from './latexNames.ts';

/** A command: a word of letters with its star, or one sign. */
const command = /\\(?:(?<name>[A-Za-z@]+)\*?|[\s\S]|$)/uy;
const environment = /\\(?<edge>begin|end)[ \t]*\{(?<name>[^{}\n]*)\}/uy;
const blankLine = /\n[ \t]*(?:\r?\n)/u;
/** An accent with its letter: part of a word. */
const accent = /\\['"`^~=.](?:\{\\?[A-Za-z]\}|\\?[A-Za-z])/uy;
const verbatim =
  /\\(?:verb|lstinline|mintinline(?:\[[^\]\n]*\])?\{[^{}\n]*\})\*?(?:\[[^\]\n]*\])?(?<fence>[^\sA-Za-z*{])[^\n]*?\k<fence>/uy;
const prose = /[^\\{}$%&\n\r]+/uy;
const options = /^[ \t]*\[[^[\]{}\n]{0,500}(?:\{[^{}\n]{0,200}\}[^[\]{}\n]{0,200})*\]/u;
/** In which steps of a slide Beamer shows what follows: `<1->`, `<+->`, `<2| alert@3>`. After a space only one with a number. */
const overlay = /^(?:<|[ \t]+<(?=[^<>\n]{0,100}[\d+]))[\d,+\-.|:a-z@ ()]{1,100}>/u;

/** Where mathematics that begins with these ends. */
const mathEnds: Readonly<Record<string, string>> = { '\\(': '\\)', '\\[': '\\]', $$: '$$' };

/**
 * The blocks of a LaTeX document. Prose is what stands outside of mathematics, code, comments and the arguments of
 * commands, and the arguments of commands that are known to print them ({@link inlineCommands}, {@link blockCommands}).
 * The arguments of all others are kept: what an unknown command does with them cannot be told without running TeX.
 *
 * A scanner of our own, since the parser there is (unified-latex 1.8.4) takes a second for 40 000 characters and overflows
 * the stack on nested groups. It reads each character a bounded number of times.
 */
export function latexBlocks(text: string): readonly Block[] {
  return new LatexScanner(text).scan();
}

/** A group whose closing brace is still to come. */
type Group = 'inline' | 'block';

class LatexScanner {
  readonly #text: string;
  readonly #writer: BlockWriter;
  readonly #closings: ReadonlyMap<number, number>;
  readonly #groups: Group[] = [];
  /** Endings that do not occur any more. */
  readonly #exhausted = new Set<string>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#writer = new BlockWriter(text);
    this.#closings = matchBraces(text);
  }

  scan(): readonly Block[] {
    while (this.#at < this.#text.length) this.#at = this.#step();
    return this.#writer.finish();
  }

  /** Takes what is next. This and the methods below return where to go on. */
  #step(): number {
    const sign = this.#text.charAt(this.#at);
    switch (sign) {
      case '\\':
        return this.#backslash();
      case '%':
        return this.#comment();
      case '$':
        return this.#dollar();
      case '&':
        this.#writer.endBlock();
        return this.#at + 1;
      case '{':
        this.#groups.push('inline');
        return this.#sign('open', this.#at + 1);
      case '}':
        return this.#closeGroup();
      case '\n':
      case '\r':
        return this.#lineBreak();
      default:
        return this.#prose(this.#match(prose)?.[0].length ?? 1);
    }
  }

  #backslash(): number {
    const edge = this.#match(environment);
    if (edge !== null) return this.#environment(edge);
    const accented = this.#match(accent);
    if (accented !== null) return this.#prose(accented[0].length);
    const code = this.#match(verbatim);
    if (code !== null) return this.#object(this.#at + code[0].length);
    const found = this.#match(command)!;
    const end = this.#at + found[0].length;
    const name = found.groups?.['name'];
    if (name === undefined) return this.#symbol(found[0], end);
    if (name === 'item' || name === 'par' || name === 'hline' || name === 'newline') {
      this.#writer.endBlock();
      return this.#afterArguments(end, 0);
    }
    const group: Group | null = blockCommands.has(name)
      ? 'block'
      : inlineCommands.has(name)
        ? 'inline'
        : null;
    if (group === null) return this.#object(this.#unknownEnd(name, end));
    const brace = this.#afterArguments(end, argumentsBefore[name] ?? 0);
    if (this.#text.charAt(brace) !== '{') return this.#object(brace);
    this.#groups.push(group);
    if (group === 'inline') return this.#sign('open', brace + 1);
    this.#writer.endBlock();
    return brace + 1;
  }

  /** Past a command that is not known and its arguments. A definition's parameters stand before its body. */
  #unknownEnd(name: string, end: number): number {
    if (!/^[egx]?def$/u.test(name)) return this.#afterArguments(end, Number.MAX_SAFE_INTEGER);
    const body = this.#text.indexOf('{', end);
    return (body < 0 ? undefined : this.#closings.get(body)) ?? end;
  }

  #symbol(symbol: string, end: number): number {
    const mathEnd = mathEnds[symbol];
    if (mathEnd !== undefined) return this.#object(this.#find(mathEnd, end) ?? end);
    if (symbol !== '\\\\') return this.#object(end);
    this.#writer.endBlock();
    return this.#afterArguments(this.#text.charAt(end) === '*' ? end + 1 : end, 0);
  }

  #environment(edge: RegExpExecArray): number {
    const name = edge.groups?.['name'] ?? '';
    const end = this.#at + edge[0].length;
    this.#writer.endBlock();
    if (edge.groups?.['edge'] === 'end') return end;
    if (keptEnvironments.has(name.replace(/\*$/u, ''))) return this.#find(`\\end{${name}}`, end) ?? end;
    return this.#afterArguments(end, Number.MAX_SAFE_INTEGER);
  }

  /** A comment goes to the first sign of the next line, which must never come to stand behind it. */
  #comment(): number {
    const [comment = ''] = this.#match(/%[^\n]*(?:\n[ \t]*)?/uy) ?? [];
    const end = this.#object(this.#at + comment.length);
    if (/^\r?\n/u.test(this.#text.slice(end, end + 2))) this.#writer.endBlock();
    return end;
  }

  #dollar(): number {
    if (this.#text.startsWith('$$', this.#at))
      return this.#object(this.#find('$$', this.#at + 2) ?? this.#at + 2);
    let end = this.#at + 1;
    do end = (this.#find('$', end) ?? 0) || this.#text.length + 1;
    while (end <= this.#text.length && this.#text.charAt(end - 2) === '\\');
    // Mathematics within a line ends before the paragraph does: else the sign stands for itself.
    const isMathematics = end <= this.#text.length && !blankLine.test(this.#text.slice(this.#at, end));
    return this.#object(isMathematics ? end : this.#at + 1);
  }

  #closeGroup(): number {
    const group = this.#groups.pop();
    if (group !== 'block') return this.#sign(group === undefined ? 'object' : 'close', this.#at + 1);
    this.#writer.endBlock();
    return this.#at + 1;
  }

  #lineBreak(): number {
    const [breaks = ''] = /^(?:\s*[\n\r])+/u.exec(this.#text.slice(this.#at, this.#at + 200)) ?? [];
    if (blankLine.test(breaks)) this.#writer.endBlock();
    // What is passed over is taken for a line break by what comes next.
    return this.#at + Math.max(1, breaks.length);
  }

  #prose(length: number): number {
    this.#writer.prose(this.#at, this.#at + length);
    return this.#at + length;
  }

  #sign(kind: 'open' | 'close' | 'object', end: number): number {
    this.#writer.mark(kind, this.#at, end);
    return end;
  }

  #object(end: number): number {
    return this.#sign('object', end);
  }

  /** Past overlay specifications, options in square brackets and up to `count` arguments in braces. */
  #afterArguments(from: number, count: number): number {
    let at = from;
    for (let left = count; ;) {
      const ahead = this.#text.slice(at, at + 1_000);
      const [option] = overlay.exec(ahead) ?? options.exec(ahead) ?? [''];
      at += option.length;
      const end = left > 0 && this.#text.charAt(at) === '{' ? this.#closings.get(at) : undefined;
      if (end === undefined) {
        if (option === '') return at;
        continue;
      }
      at = end;
      left--;
    }
  }

  /** Just after the next occurrence; null when there is none. */
  #find(ending: string, from: number): number | null {
    if (this.#exhausted.has(ending)) return null;
    const found = this.#text.indexOf(ending, from);
    if (found >= 0) return found + ending.length;
    this.#exhausted.add(ending);
    return null;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text);
  }
}

/** For each opening brace that is closed, the index after the closing one. */
function matchBraces(text: string): ReadonlyMap<number, number> {
  const closings = new Map<number, number>();
  const open: number[] = [];
  // Not the escapes of an address (%20), in which `%` begins no comment.
  for (const { index, 0: found } of text.matchAll(/\\[\s\S]|%(?![\dA-Fa-f]{2})[^\n]*|[{}]/gu)) {
    if (found === '{') open.push(index);
    if (found !== '}') continue;
    const start = open.pop();
    if (start !== undefined) closings.set(start, index + 1);
  }
  return closings;
}
