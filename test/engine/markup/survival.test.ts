import { describe, expect, it } from 'vitest';
import { documentPieces } from '../../../src/engine/markup/documentPieces.ts';
import { markupFormats, type MarkupFormat } from '../../../src/engine/markup/format.ts';
import { proseBlocks } from '../../../src/engine/markup/proseBlocks.ts';
import { runsOf, sentenceText, withRuns, withWhole, wholeOf } from '../../../src/engine/markup/rewrite.ts';
import type { DocumentPiece, Sentence } from '../../../src/engine/markup/sentence.ts';
import type { TranslationTag } from '../../../src/engine/text/languages.ts';
import { seededRandom } from '../../webview/fixtures/random.ts';
import { allDocuments, templates } from './documents.ts';

type Translate = (sentence: Sentence) => string;

const rewrite = (pieces: readonly DocumentPiece[], translate: Translate): string =>
  pieces.map((piece) => (piece.kind === 'kept' ? piece.text : translate(piece.sentence))).join('');

/** A translator that gives back what it gets, by both ways there are. */
const identity =
  (format: MarkupFormat, language: TranslationTag): Translate =>
  (sentence) => {
    const byRuns = withRuns(sentence, runsOf(sentence), { format, language });
    expect(byRuns).toBe(sentenceText(sentence));
    return byRuns;
  };

/** None of its signs means anything in any format, and none is in a document. */
const mark = 'ΞΞΞ ΨΨΨ ΩΩΩ';
const marking =
  (format: MarkupFormat): Translate =>
  (sentence) =>
    withRuns(
      sentence,
      runsOf(sentence).map((run) => (run === null ? null : mark)),
      { format, language: 'en' },
    );

/** All of a document that is no prose, without white space and quotation marks: lines may break elsewhere. */
function structure(text: string, format: MarkupFormat): string {
  let kept = '';
  let at = 0;
  for (const { kind, start, end } of proseBlocks(text, format).flat()) {
    if (kind === 'text') {
      kept += text.slice(at, start);
      at = end;
    }
  }
  return (kept + text.slice(at)).replaceAll(/[\s>]+/gu, '');
}

describe('a translator that changes nothing', () => {
  it.each(allDocuments)('gives $name back byte for byte', ({ text, format, language }) => {
    const pieces = documentPieces(text, format, language);
    expect(pieces.filter(({ kind }) => kind === 'sentence').length).toBeGreaterThan(8);
    expect(rewrite(pieces, identity(format, language))).toBe(text);
  });

  it('gives back any stretch of any document', () => {
    const random = seededRandom(1);
    for (const { text, format, language, name } of allDocuments) {
      for (let round = 0; round < 6; round++) {
        const start = Math.floor(random() * text.length);
        const end = start + Math.floor(random() * Math.min(2_000, text.length - start));
        const pieces = documentPieces(text, format, language, { start, end });
        expect(rewrite(pieces, identity(format, language)), `${name} ${start}`).toBe(text.slice(start, end));
      }
    }
  });
});

describe('a model that copies what it is to copy', () => {
  it.each(allDocuments)('is trusted with whole sentences of $name', ({ text, format, language }) => {
    const destination = { format, language };
    let asked = 0;
    for (const piece of documentPieces(text, format, language)) {
      const whole = piece.kind === 'sentence' ? wholeOf(piece.sentence) : null;
      if (piece.kind !== 'sentence' || whole === null) continue;
      asked++;
      const written = withWhole(piece.sentence, whole, destination);
      expect(written?.replaceAll(/[\s>]+/gu, ''), whole).toBe(
        sentenceText(piece.sentence).replaceAll(/[\s>]+/gu, ''),
      );
    }
    if (language === 'en') expect(asked).toBeGreaterThan(0);
  });
});

describe('a translator that changes everything', () => {
  const filled = (['en', 'bo', 'ug', 'kk-Arab', 'kk-Cyrl', 'mn-Mong', 'mn-Cyrl'] as const).flatMap(templates);

  it.each(filled)('leaves all that is no prose in $name, in order', ({ text, format, language, stays }) => {
    const pieces = documentPieces(text, format, language);
    const translated = rewrite(pieces, marking(format));
    let at = 0;
    for (const kept of stays) {
      const found = translated.indexOf(kept, at);
      expect(found, `«${kept}» after «${translated.slice(Math.max(0, at - 60), at)}»`).toBeGreaterThanOrEqual(
        0,
      );
      at = found + kept.length;
    }
  });

  it.each(filled)('leaves no prose in $name', ({ text, format, language }) => {
    const pieces = documentPieces(text, format, language);
    const translated = rewrite(pieces, marking(format));
    const spoken = language === 'en' ? /human beings|brotherhood|slavery/u : scriptOf[language];
    // Front matter and optional arguments keep theirs: a slot stands there on purpose.
    const body =
      format === 'markdown'
        ? translated.slice(translated.indexOf('---\n\n'))
        : translated.replace(/\\begin\{theorem\}\[.*\]/u, '');
    expect(body).not.toMatch(spoken);
  });

  it.each(filled)('makes a document of the same structure from $name', ({ text, format, language }) => {
    const pieces = documentPieces(text, format, language);
    const translated = rewrite(pieces, marking(format));
    expect(structure(translated, format)).toBe(structure(text, format));
  });
});

const scriptOf = {
  bo: /\p{Script=Tibetan}{3}/u,
  ug: /\p{Script=Arabic}{3}/u,
  'kk-Arab': /\p{Script=Arabic}{3}/u,
  'kk-Cyrl': /\p{Script=Cyrillic}{3}/u,
  'mn-Mong': /\p{Script=Mongolian}{3}/u,
  'mn-Cyrl': /\p{Script=Cyrillic}{3}/u,
} as const;

describe('any mix of marks of dialects', () => {
  const marks = [
    'Мәтін сөз. ',
    '**',
    '[[a|б]]',
    '[[в]]',
    '\n> [!NOTE]\n> ',
    '\n\n:::tip Ак\n',
    '\n:::\n',
    '\n!!! note "Ба"\n    ',
    '\n: ',
    '@fig-a',
    '<Foo a={`б`}/>',
    '<b>',
    '</b>',
    '<Card>\n',
    '\n</Card>\n\n',
    '{a.b}',
    '{`${x}`}',
    '\n\n',
    '\n',
    '`к`',
    '<p>',
    '</p>',
    '%(n)s',
    '$x_{1}$',
    '- ',
    '| а | б |\n|--|--|\n| в | {г} |\n\n',
    '\n\nimport A from "b"\n\n',
    '<code>x</code>',
    '{#if a}',
    '{/if}',
  ];

  it.each(['markdown', 'mdx', 'svelte', 'html'] as const)('keeps its structure in %s', (format) => {
    const random = seededRandom(11);
    for (let round = 0; round < 300; round++) {
      const length = 2 + Math.floor(random() * 12);
      const text = Array.from({ length }, () => marks[Math.floor(random() * marks.length)]!).join('');
      const translated = rewrite(documentPieces(text, format, 'kk-Cyrl'), marking(format));
      expect(structure(translated, format), JSON.stringify(text)).toBe(structure(text, format));
    }
  });
});

describe('hostile text', () => {
  const pieces = [
    '[',
    ']',
    '(',
    ')',
    '*',
    '**',
    '_',
    '`',
    '```\n',
    '~~~\n',
    '<',
    '>',
    '</',
    '<b>',
    '</b>',
    '<!--',
    '-->',
    '<script>',
    '<pre>',
    '&',
    '&amp;',
    '\\',
    '\\begin{a}',
    '\\end{a}',
    '\\begin{verbatim}',
    '{',
    '}',
    '$',
    '$$',
    '\\[',
    '\\(',
    '%',
    '\n',
    '\n\n',
    '\r\n',
    '\t',
    '    ',
    '> ',
    '- ',
    '1. ',
    '# ',
    '|',
    '|---|\n',
    '---\n',
    '+++\n',
    '[^1]',
    '[^1]: ',
    'A word. ',
    'བོད་ཡིག། ',
    'сөз ',
    'ᠮᠣᠩᠭᠣᠯ\u202Fᠤᠨ\u180E᠃ ',
    'ئۇيغۇر ',
    '👩‍👩‍👧',
    '\uFEFF',
    '\0',
    '\uD800',
    'https://x.y',
    '\\verb|',
    '\\item',
    '<a href="',
    "'",
    '"',
    '<![CDATA[',
    ']]>',
    '<?',
    '![',
    '](',
    '{{',
    '}}',
    '%s',
    '%(n)s',
    '\u2028',
    '[[',
    ']]',
    '[[a|',
    '\\|',
    '[!NOTE]',
    ':::',
    ':::tip ',
    '!!! note "',
    '\n: ',
    '@key',
    '\\item<1->',
    '<Foo a={',
    '/>',
    '{a}',
    '{`${',
    '{"',
    '\n\nimport a',
    '\n\nexport {',
    '{#if a}',
    '<>',
    '<code>',
    '/*',
  ];

  it.each(markupFormats)('loses no byte of %s and throws nothing', (format) => {
    const random = seededRandom(7);
    for (let round = 0; round < 500; round++) {
      const length = 1 + Math.floor(random() * 40);
      const text = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]!).join('');
      const cut = documentPieces(text, format, 'en');
      expect(rewrite(cut, identity(format, 'en')), JSON.stringify(text)).toBe(text);
      const start = Math.floor(random() * text.length);
      const part = documentPieces(text, format, 'bo', { start, end: text.length });
      expect(rewrite(part, sentenceText), JSON.stringify(text)).toBe(text.slice(start));
    }
  });

  it.each([
    '[',
    '{',
    '<b>',
    '> ',
    '- ',
    '\\begin{a}',
    '\\section{',
    '$',
    '`',
    '*a ',
    '<!--',
    '\\[',
    '![',
    '**a ',
    '<a b="',
    '&',
    '|',
    '%\n',
    '\\verb|',
    '\\def{',
    '[[',
    '[[a|',
    '[[a]]',
    '[!a]',
    ':::',
    ':::{\n',
    '\n: a',
    '!!! a',
    '\n!!! a "',
    '@a.',
    '-@{',
    '%(a',
    '{"',
    "{'",
    '{`${',
    '{a}\n\n',
    '{/*',
    '<a {',
    '<a "',
    '<a b={c} ',
    '<code>',
    '<>\n',
    'import {\n\n',
    '``a`',
  ])('takes deep and endless %j in every format', (piece) => {
    for (const format of markupFormats) {
      const text = piece.repeat(4_000);
      expect(rewrite(documentPieces(text, format, 'en'), sentenceText)).toBe(text);
    }
  });
});
