/** Kinds of documents whose markup is told from their prose. `plain`: none but what {@link protectedRanges} knows. */
export const markupFormats = ['plain', 'markdown', 'mdx', 'latex', 'html', 'svelte'] as const;
export type MarkupFormat = (typeof markupFormats)[number];

/** Editors' names of languages (VS Code's language identifiers) for documents with prose inside markup. */
const formats: Readonly<Record<string, MarkupFormat>> = {
  markdown: 'markdown',
  mdx: 'mdx',
  quarto: 'markdown',
  rmd: 'markdown',
  'github-issues': 'markdown',
  latex: 'latex',
  tex: 'latex',
  html: 'html',
  xhtml: 'html',
  xml: 'html',
  vue: 'html',
  'vue-html': 'html',
  svelte: 'svelte',
  handlebars: 'html',
};

/** The format of a document by the editor's name of its language; `plain` for any that is not known. */
export function formatOf(languageId: string): MarkupFormat {
  return Object.hasOwn(formats, languageId) ? formats[languageId]! : 'plain';
}
