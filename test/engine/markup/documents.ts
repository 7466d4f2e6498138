import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MarkupFormat } from '../../../src/engine/markup/format.ts';
import { languageTags, type LanguageTag } from '../../../src/engine/text/languages.ts';
import { paragraphs } from '../udhr.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/markup/', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A document with markup, and what of it must come out of any translation byte for byte and in this order. */
export interface MarkupDocument {
  readonly name: string;
  readonly format: MarkupFormat;
  readonly language: LanguageTag | 'en';
  readonly text: string;
  readonly stays: readonly string[];
}

const english = [
  'All human beings are born free and equal in dignity and rights.',
  'They are endowed with reason and conscience.',
  'the spirit of brotherhood',
  'Everyone has the right to life, liberty and security of person.',
  'No one shall be held in slavery or servitude',
];

/** Five real texts of a language, of one line each. */
function prose(language: LanguageTag | 'en'): readonly string[] {
  return language === 'en' ? english : paragraphs(language).slice(2, 7);
}

/** What is no prose in each template, in order: written down by hand, not found by any parser. */
const stays: Readonly<Record<'md' | 'tex' | 'html', readonly string[]>> = {
  md: [
    '---\ntitle: "Front matter: stays, with ',
    'tags: [a, b]\n---\n\n# ',
    ' {#anchor .class}\n\n',
    ' **',
    '** ',
    '`npm ci --omit=dev`',
    '[',
    '](https://example.org/a_(b)?c=d&e=f "A title that stays")',
    ' *',
    '***',
    ' ~~',
    '~~ ',
    '<kbd>Ctrl</kbd>',
    '<kbd>C</kbd>',
    '&amp;',
    '&nbsp;',
    '&#x41;',
    '\\*',
    '\\_',
    '[^note]',
    '$E = mc^2$',
    '[',
    '][ref]',
    '[collapsed][]',
    '[shortcut]',
    '![',
    "](images/a%20b.png 'Stays too')",
    '<https://auto.example/link>',
    'https://bare.example/path?q=1#x',
    'me@example.org',
    '{placeholder}',
    '${variable}',
    '{{ mustache }}',
    '%s',
    '%1$d',
    '  \n',
    '\\\n',
    '\n\n> ',
    '`code in a quotation`',
    '\n> > ',
    '\n>\n> - ',
    '\n\n1. ',
    '\n\n   ```python\n   print("code in a list stays")  # and its comment\n   ```\n2. ',
    '\n   - [ ] ',
    '\n   - [x] ',
    '`x`',
    '\n     + ',
    '\n\n| ',
    ' | ',
    ' |\n| :--- | ---: |\n| ',
    '`a\\|b`',
    ' | **',
    '** |\n| ',
    ' | [',
    '](table.md) |',
    '\n\n~~~\ntilde fence stays\n~~~\n\n    indented code stays\n\n$$\n\\int_0^1 x^2 \\, dx\n$$\n\n<!-- a comment\n  stays -->\n\n<details>\n<summary>',
    '</summary>\n\n',
    '\n\n</details>\n\n<div align="center"><img alt="attribute stays" src="logo.svg"></div>\n\n',
    '\n===\n\n',
    '[@cite-key; @other, p. 3]',
    '\\cite{lamport94}',
    ':rocket:',
    '\n\n***\n\n[^note]: ',
    '`in a footnote`',
    '\n\n[ref]: https://example.org/ref "Reference title stays"\n[collapsed]: <https://example.org/collapsed>\n[shortcut]: /url\n',
  ],
  tex: [
    '\\documentclass[12pt,a4paper]{article}\n\\usepackage[utf8]{inputenc} % a comment stays\n\\newcommand{\\term}[1]{\\emph{#1}}\n\\title{',
    '}\n\\begin{document}\n\\maketitle\n\n\\section[short title stays]{',
    '}\\label{sec:intro}\n',
    ' \\textbf{',
    '} ',
    '\\cite[p.~12]{lamport94}',
    '\\ref{sec:intro}',
    '$\\alpha + \\beta_{i}$',
    '\\(x^2\\)',
    '% a comment with words that stay\n',
    '\\%',
    '\\&',
    '\\_',
    '\\#',
    '\n\n\\begin{itemize}\n  \\item ',
    '\n  \\item[label stays] ',
    '\\href{https://example.org/a_b%20c}{',
    '}\n\\end{itemize}\n\n\\begin{equation}\\label{eq:one}\n  a = b \\quad \\text{stays}\n\\end{equation}\n\\[ \\sum_{n} n \\]\n\n\\begin{verbatim}\nverbatim \\stays $here$\n\\end{verbatim}\n\\verb|inline verbatim stays|',
    '\n\n\\begin{table}[ht]\n  \\centering\n  \\begin{tabular}{l|r}\n',
    ' & ',
    ' \\\\[2pt] \\hline\n',
    '& $42$ \\\\\n  \\end{tabular}\n  \\caption{',
    '\\label{tab:one}}\n\\end{table}\n\n\\begin{theorem}[',
    ']\n',
    '\\footnote{',
    '}\n\\end{theorem}\n\n\\includegraphics[width=.5\\textwidth]{figures/plot.pdf}\n{\\small ',
    '\\unknown[option stays]{argument stays}',
    '\n\\end{document}\n',
  ],
  html: [
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"><title>',
    '</title>\n<style>p::before { content: "stays"; color: red }</style>\n<script>const text = "<p>stays</p>"; if (1 < 2 && 3 > 2) {}</script>\n</head>\n<body>\n<!-- comment stays -->\n<h1 id="one" class=\'two three\'>',
    '&amp;',
    '</h1>\n<p>',
    '<b>',
    '</b>',
    '<a href="https://example.org/?a=1&amp;b=2" title="attribute stays">',
    '</a>',
    '<code>npm ci</code>',
    '<br>',
    '&nbsp;',
    '{{ user.name }}',
    '<img src="a.png" alt="alt stays">',
    '<span translate="no">TriMix stays</span>',
    '<kbd>Ctrl</kbd>',
    '</p>\n<ul>\n  <li>',
    '\n  <li>',
    '<em>',
    '</em>\n</ul>\n<pre>preformatted   stays\n  here</pre>\n<table><tr><th>',
    '<td>',
    '</table>\n<p>',
    '<!-- inside -->',
    '<svg><text>svg stays</text></svg>',
    'https://bare.example/path',
    '<textarea>typed stays</textarea>\n<p>',
    '\n</body>\n</html>\n',
  ],
};

/** The three templates filled with real text of a language. */
export function templates(language: LanguageTag | 'en'): readonly MarkupDocument[] {
  const texts = prose(language);
  return (['md', 'tex', 'html'] as const).map((name) => ({
    name: `template.${name} (${language})`,
    format: ({ md: 'markdown', tex: 'latex', html: 'html' } as const)[name],
    language,
    text: readFileSync(`${fixtures}template.${name}`, 'utf8').replaceAll(
      /@(\d)@/gu,
      (_, slot) => texts[Number(slot) - 1]!,
    ),
    stays: stays[name],
  }));
}

/** Documents of this repository, as they are. */
function ownDocuments(): readonly MarkupDocument[] {
  const names = [
    'README.md',
    'CHANGELOG.md',
    'docs/models.md',
    'docs/scripts.md',
    'docs/foreign-onnx.md',
    'docs/benchmarks.md',
  ];
  return names.map((name) => ({
    name,
    format: 'markdown',
    language: 'en',
    text: readFileSync(`${root}${name}`, 'utf8'),
    stays: [],
  }));
}

export const allDocuments: readonly MarkupDocument[] = [
  ...(['en', ...languageTags] as const).flatMap(templates),
  ...ownDocuments(),
];
