import { formatOf } from '../markup/format.ts';
import { protectedRanges } from '../scripts/protectedRanges.ts';

/** Documents of prose without markup that matters here; any name that is no format of markup either is a programming language. */
const plainDocuments: ReadonlySet<string> = new Set([
  'plaintext',
  'git-commit',
  'scminput',
  'restructuredtext',
  'asciidoc',
  'org',
  'csv',
  'tsv',
]);

/**
 * The text before the cursor with everything blanked that is no prose: tags, addresses, code, mathematics, names of
 * commands; null when the cursor stands inside such a thing. In programming languages only the comment or the string at
 * the cursor is prose.
 *
 * Works on the stretch before the cursor, which begins anywhere and whose last construct is unfinished; that is why the
 * parsers of whole documents in `../markup` do not serve here.
 *
 * @param languageId the editor's name of the document's language
 */
export function proseAtCursor(before: string, languageId: string): string | null {
  const format = formatOf(languageId);
  if (format === 'plain' && !plainDocuments.has(languageId)) return commentOrString(before);
  const isMarkdown = format === 'markdown' || format === 'mdx';
  const fence = isMarkdown ? openFence(before) : null;
  if (fence !== null) return commentOrString(fence);
  const comment = openComment(before);
  if (comment !== null) return blanked(comment);
  // Asked before blanking, which takes an unfinished address for a whole one and the name of a command from its argument.
  const written = before.slice(before.lastIndexOf('\n') + 1);
  if (openAddress.test(written)) return null;
  if (format === 'latex' && (openCommand.test(written) || openArgument.test(written))) return null;
  const blank = blanked(before);
  const line = blank.slice(blank.lastIndexOf('\n') + 1);
  if (format === 'plain') return blank;
  const value = openTag.exec(line);
  // An attribute may hold words for people: alt="…".
  if (value !== null) return value.groups?.['value'] ?? null;
  if ((isMarkdown || format === 'latex') && openMathematics(blank, line)) return null;
  if (isMarkdown && (openCode.test(line) || openDestination.test(line))) return null;
  return blank;
}

/** The argument of `\href` ends an address: what follows is its text. */
const openAddress = /(?:[A-Za-z][A-Za-z\d+.-]{0,30}:\/\/|www\.|mailto:)(?:[^\s<>"«»“”}]|\}(?!\{))*$/u;
const openTag = /<\/?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*(?:["'](?<value>[^"'<>]*))?$/u;
const openCode = /^(?:[^`]*`[^`]*`)*[^`]*`[^`]*$/u;
const openDestination = /\]\([^()\s]*$/u;

/** The name of a LaTeX command, or the backslash that begins one. Two of them break a line. */
const openCommand = /(?<!\\)(?:\\\\)*\\[A-Za-z@]*\*?$/u;
/** An argument, or its options, that names something: a label, an environment, a file. The text of `\hyperref` is prose. */
const openArgument =
  /\\(?:begin|end|(?!hyperref)[A-Za-z]*ref|label|[A-Za-z]*cite[A-Za-z]*|input|include[A-Za-z]*|usepackage|documentclass|url|bibliography[A-Za-z]*|addbibresource)\*?(?:\[[^\]\n]*\])*(?:\[[^\]\n]*|\{[^{}\n]*)$/u;

/** Whole mathematics is blanked before: what is left has begun and not ended. A price is none. */
function openMathematics(text: string, line: string): boolean {
  if (/\$(?![\s\d$])[^$]*$/u.test(line) || /\$\$(?:(?!\n\s*\n)[^$])*$/u.test(text)) return true;
  const displayed = text.lastIndexOf('\\[');
  if (displayed !== -1 && !text.includes('\\]', displayed)) return true;
  return /\\\((?:(?!\\\))[^\n])*$/u.test(line);
}

/** What stands in an unclosed fence of a Markdown document, without its first line; null when none is open. */
function openFence(before: string): string | null {
  const fences = Array.from(before.matchAll(/^[ ]{0,3}(?:`{3,}|~{3,})[^\n]*(?:\n|$)/gmu));
  const last = fences.at(-1);
  return last === undefined || fences.length % 2 === 0 ? null : before.slice(last.index + last[0].length);
}

/** What stands in an unclosed comment of HTML: words for people. */
function openComment(before: string): string | null {
  const at = before.lastIndexOf('<!--');
  return at === -1 || before.includes('-->', at) ? null : before.slice(at + 4);
}

function blanked(text: string): string {
  let blank = '';
  let at = 0;
  for (const { start, end } of protectedRanges(text)) {
    blank += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/gu, ' ');
    at = end;
  }
  return blank + text.slice(at);
}

/** Begins a comment, or a string that may hold a comment's mark. */
const opening = /(?<comment>\/\/|\/\*|(?<=^|\s)(?:#|--|;|%|\*)(?=\s|$))|(?<quote>"""|'''|["'`«“])/gu;
const closing: Readonly<Record<string, string>> = { '«': '»', '“': '”' };
const ownLetter = /[\p{Script=Tibetan}\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Mongolian}]/u;

/** In code: the comment or string at the cursor, after the lines before it. Null between them. */
function commentOrString(before: string): string | null {
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.slice(lineStart);
  const words = (at: number) => blanked(before.slice(0, lineStart) + line.slice(at));
  let at = 0;
  opening.lastIndex = 0;
  for (;;) {
    opening.lastIndex = at;
    const found = opening.exec(line);
    // A line inside a longer comment or string has no mark of its own.
    if (found === null) return at === 0 || ownLetter.test(line.slice(at)) ? words(at) : null;
    if (ownLetter.test(line.slice(at, found.index))) return words(at);
    const start = found.index + found[0].length;
    const quote = found.groups?.['quote'];
    if (quote === undefined) return words(start);
    const end = line.indexOf(closing[quote] ?? quote, start);
    if (end === -1) return openAddress.test(line.slice(start)) ? null : words(start);
    at = end + quote.length;
  }
}
