import { assertNever } from '../errors.ts';
import type { MarkupFormat } from './format.ts';

/** Signs that mean something in a format, wherever they stand in prose. */
const signs: Readonly<Record<MarkupFormat, RegExp | null>> = {
  plain: null,
  markdown: /[\\`*_[\]<>$|~]/gu,
  html: /[&<>]/gu,
  latex: /[\\{}$&#%_^~]/gu,
  mdx: /[\\`*_[\]<>$|~{}]/gu,
  svelte: /[&<>{}]/gu,
};

/** At the start of a line these make a heading, a list, a quotation, a rule, a table, a definition or an admonition. */
const blockStart =
  /^(?:#{1,6}(?=\s)|[-+*>:](?=\s)|(?:\d{1,9})(?=[.)]\s)|-{3,}|={3,}|:{3,}|!{3}(?=\s)|\?{3}(?=\+?\s))/u;

const htmlReferences: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '{': '&#123;',
  '}': '&#125;',
};
const latexCommands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/**
 * Writes a translated text so that it means itself: what a model writes is text and no markup. Signs that the source has
 * as well are left as they are, for there they meant themselves.
 *
 * @param begins whether it is the beginning of a block
 */
export function escapeProse(text: string, source: string, format: MarkupFormat, begins: boolean): string {
  const pattern = signs[format];
  if (pattern === null) return text;
  const escaped = text.replaceAll(pattern, (sign) =>
    source.includes(sign) ? sign : escapeSign(sign, format),
  );
  if ((format !== 'markdown' && format !== 'mdx') || !begins || blockStart.test(source)) return escaped;
  return escaped.replace(blockStart, (start) => (/^\d/u.test(start) ? `${start}\\` : `\\${start}`));
}

/** Whether a text has a sign of the format that its source has not. */
export function hasForeignSigns(text: string, source: string, format: MarkupFormat): boolean {
  const pattern = signs[format];
  return pattern !== null && (text.match(pattern) ?? []).some((sign) => !source.includes(sign));
}

function escapeSign(sign: string, format: MarkupFormat): string {
  switch (format) {
    case 'plain':
      return sign;
    case 'markdown':
    case 'mdx':
      return `\\${sign}`;
    case 'html':
    case 'svelte':
      return htmlReferences[sign] ?? sign;
    case 'latex':
      return latexCommands[sign] ?? `\\${sign}`;
    default:
      return assertNever(format);
  }
}
