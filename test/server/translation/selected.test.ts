import { describe, expect, it } from 'vitest';
import { sentenceText } from '../../../src/engine/markup/rewrite.ts';
import type { TranslationTag } from '../../../src/engine/text/languages.ts';
import type { Selected } from '../../../src/protocol/messages.ts';
import { placeSelection, selectionPieces } from '../../../src/server/translation/selected.ts';

const sentence = {
  bo: 'བོད་ཀྱི་སྐད་ཡིག་ནི་ལོ་རྒྱུས་རིང་པོ་ལྡན་པའི་སྐད་ཡིག་ཅིག་ཡིན། ',
  ug: 'ئۇيغۇر تىلى تۈركىي تىللار ئائىلىسىگە كىرىدۇ. ',
  'kk-Arab': 'قازاق ٴتىلى تۇركى تىلدەرىنىڭ قىپشاق توبىنا جاتادى. ',
  'kk-Cyrl': 'Қазақ тілі түркі тілдерінің қыпшақ тобына жатады. ',
  'mn-Mong': 'ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ᠌ ᠦᠨ ᠤᠯᠠᠮᠵᠢᠯᠠᠯ᠃ ',
  'mn-Cyrl': 'Монгол хэл бол монгол хэлний бүлэгт багтдаг. ',
  en: 'Kazakh belongs to the Kipchak branch of the Turkic languages. ',
} as const;
const tags = Object.keys(sentence) as (keyof typeof sentence)[];

/** Kept pieces as they are, sentences in brackets. */
function cut(selected: Selected, from: TranslationTag, to: TranslationTag): readonly string[] {
  return selectionPieces(placeSelection(selected), from, to).map((piece) =>
    piece.kind === 'kept' ? piece.text : `<${sentenceText(piece.sentence)}>`,
  );
}

describe('a selection of plain text', () => {
  it('is translated line by line; line breaks, blank lines, indents and rules of signs are kept', () => {
    expect(cut({ text: '  Қазақ тілі. \r\n\r\n---\n\t12\nМонгол' }, 'kk-Cyrl', 'en')).toEqual([
      '  ',
      '<Қазақ тілі.>',
      ' ',
      '\r\n\r\n',
      '---',
      '\n',
      '\t12',
      '\n',
      '<Монгол>',
    ]);
  });

  it.each(tags)('is cut at the ends of sentences: %s', (tag) => {
    const text = sentence[tag].repeat(12).trim();
    const pieces = cut({ text }, tag, tag === 'en' ? 'bo' : 'en');
    expect(pieces.filter((piece) => piece === `<${sentence[tag].trim()}>`)).toHaveLength(12);
    expect(pieces.filter((piece) => piece === ' ')).toHaveLength(11);
  });

  it.each([
    ['Dr. Smith met Mrs. J. Jones, e.g. yesterday. They talked.', 2],
    ['See Fig. 3 and cf. Brown et al. 1999. It is No. 5.', 2],
    ['«Is it?» he asked. It is 2.5 m. Yes!', 3],
  ])('is not cut after abbreviations: %s', (text, count) => {
    expect(cut({ text }, 'en', 'bo').filter((piece) => piece.startsWith('<'))).toHaveLength(count);
  });

  it('gets a space between sentences where only the target language writes one', () => {
    const text = '哈萨克语属于突厥语族。维吾尔语也是。';
    expect(cut({ text }, 'zh', 'kk-Cyrl')).toEqual(['<哈萨克语属于突厥语族。>', ' ', '<维吾尔语也是。>']);
    expect(cut({ text }, 'zh', 'zh')).toEqual(['<哈萨克语属于突厥语族。>', '<维吾尔语也是。>']);
    const linked: Selected = {
      text: '[好。](a.md)[好。](b.md)',
      document: { languageId: 'markdown', before: '', after: '' },
    };
    expect(cut(linked, 'zh', 'en').join('').replaceAll(/[<>]/gu, '')).toBe(linked.text);
  });
});

describe('a selection in a document', () => {
  it('is read with what stands around it, unless that is too long', () => {
    const selected = (before: string): Selected => ({
      text: 'Code or prose?\n',
      document: { languageId: 'markdown', before, after: '```\n' },
    });
    expect(cut(selected('```\n'), 'en', 'bo')).toEqual(['Code or prose?\n']);
    expect(cut(selected(`${'x '.repeat(200_000)}\n\n\`\`\`\n`), 'en', 'bo')).toEqual([
      '<Code or prose?>',
      '\n',
    ]);
  });

  it('keeps what belongs to a sentence with it: notes and addresses after its end', () => {
    const text = 'One.[^1] Two [three.](a.md) Four.';
    const document = { languageId: 'markdown', before: '', after: '\n\n[^1]: Note.\n' };
    expect(cut({ text, document }, 'en', 'bo')).toEqual([
      '<One.[^1]>',
      ' ',
      '<Two [three.](a.md)>',
      ' ',
      '<Four.>',
    ]);
  });
});
