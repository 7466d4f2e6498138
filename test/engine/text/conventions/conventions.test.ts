import { describe, expect, it } from 'vitest';
import { ConventionStream } from '../../../../src/engine/text/conventions/conventionStream.ts';
import { readConventions } from '../../../../src/engine/text/conventions/conventions.ts';
import { graphemeClusters } from '../../../../src/engine/text/graphemes.ts';
import type { LanguageTag } from '../../../../src/engine/text/languages.ts';

/** What a document makes of a generated text, written at once and cluster by cluster. */
function written(document: string, tag: LanguageTag, text: string): string {
  const conventions = readConventions(document, tag, document);
  let streamed = '';
  const stream = new ConventionStream(conventions, (piece) => (streamed += piece));
  for (const cluster of graphemeClusters(text)) stream.push(cluster);
  stream.end();
  expect(streamed).toBe(conventions.apply(text));
  return streamed;
}

type Case = readonly [what: string, tag: LanguageTag, document: string, text: string, expected: string];

describe('generated text is written as the document is', () => {
  it.each<Case>([
    ['Arabic signs', 'ug', 'بىر، ئىككى؟ ', 'ئۈچ, تۆت; بەش?', 'ئۈچ، تۆت؛ بەش؟'],
    ['ASCII signs', 'ug', 'بىر, ئىككى? ', 'ئۈچ، تۆت؛ بەش؟', 'ئۈچ, تۆت; بەش?'],
    ['each sign by itself', 'kk-Arab', 'ٴبىر، ەكى، ٴۇش? ', 'ٴتورت, بەس؟', 'ٴتورت، بەس?'],
    ['signs of other scripts stay', 'ug', 'بىر، ', 'Hello, a?b 1,5 (web, x)', 'Hello, a?b 1,5 (web, x)'],
    ['hamza U+0674', 'kk-Arab', 'ٴبىر ٴسوز ', 'ءبىر ٵنىڭ ', 'ٴبىر ٴانىڭ '],
    ['hamza U+0621', 'kk-Arab', 'ءبىر ءسوز ', 'ٴبىر ٷيدە سٶز', 'ءبىر ءۇيدە سٶز'],
    ['hamza in one code point', 'kk-Arab', 'ٷيدە ٵن ', 'ٴۇيدە ءان ٴبىر', 'ٷيدە ٵن ٴبىر'],
    ['delimiter tsheg before a shad', 'bo', 'དང༌། ཁང༌། ', 'ང་། ནང་ལ་', 'ང༌། ནང་ལ་'],
    ['tsheg before a shad', 'bo', 'དང་། ཁང་། ', 'ང༌། ནང་ལ་', 'ང་། ནང་ལ་'],
    ['delimiter tsheg everywhere', 'bo', 'བོད༌ཀྱི༌དང༌། ', 'ནང་ལ་ང་།', 'ནང༌ལ༌ང༌།'],
    ['double shad in one', 'bo', 'ཡིན༎ རེད༎ ', 'ཡོད།། དེ།', 'ཡོད༎ དེ།'],
    ['double shad in two', 'bo', 'ཡིན།། རེད།། ', 'ཡོད༎ དེ།', 'ཡོད།། དེ།'],
    ['no-break space after a shad', 'bo', 'ཡིན།\u00A0དེ་རེད།\u00A0', 'ཡོད། དེ། ', 'ཡོད།\u00A0དེ།\u00A0'],
    [
      'suffixes by U+202F',
      'mn-Mong',
      'ᠤᠯᠤᠰ\u202Fᠤᠨ ᠡᠷᠬᠡ\u202Fᠲᠡᠢ ',
      'ᠮᠣᠩᠭᠣᠯ\u180Eᠤᠨ ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠡᠷᠬᠡ ᠲᠡᠢ ᠬᠦᠮᠦᠨ ᠪᠠᠷ',
      'ᠮᠣᠩᠭᠣᠯ\u202Fᠤᠨ ᠮᠣᠩᠭᠣᠯ\u202Fᠤᠨ ᠡᠷᠬᠡ\u202Fᠲᠡᠢ ᠬᠦᠮᠦᠨ ᠪᠠᠷ',
    ],
    [
      'suffixes by U+180E',
      'mn-Mong',
      'ᠤᠯᠤᠰ\u180Eᠤᠨ ᠭᠠᠷ\u180Eᠢᠶᠠᠷ ',
      'ᠮᠣᠩᠭᠣᠯ\u202Fᠤᠨ ᠮᠣᠩᠭᠣᠯ ᠢᠶᠠᠷ',
      'ᠮᠣᠩᠭᠣᠯ\u180Eᠤᠨ ᠮᠣᠩᠭᠣᠯ\u180Eᠢᠶᠠᠷ',
    ],
    [
      'suffixes by a space',
      'mn-Mong',
      'ᠤᠯᠤᠰ ᠤᠨ ᠭᠠᠷ ᠢᠶᠠᠷ ',
      'ᠮᠣᠩᠭᠣᠯ\u202Fᠤᠨ ᠨᠡᠷ\u180Eᠡ',
      'ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠨᠡᠷ\u180Eᠡ',
    ],
    [
      'separated vowels stay',
      'mn-Mong',
      'ᠤᠯᠤᠰ\u202Fᠤᠨ ᠨᠡᠷ\u180Eᠡ ',
      'ᠪᠠᠶᠢᠭ\u180Eᠠ ᠨᠡᠷ\u180Eᠡ\u202Fᠶᠢᠨ',
      'ᠪᠠᠶᠢᠭ\u180Eᠠ ᠨᠡᠷ\u180Eᠡ\u202Fᠶᠢᠨ',
    ],
    [
      'variation selectors stay',
      'mn-Mong',
      'ᠤᠯᠤᠰ\u202Fᠤᠨ ',
      'ᠭᠡᠷ ᠳ\u180Bᠤ ᠳ\u180Bᠡ',
      'ᠭᠡᠷ\u202Fᠳ\u180Bᠤ ᠳ\u180Bᠡ',
    ],
    ['a space before ᠃', 'mn-Mong', 'ᠪᠠᠶᠢᠨ\u180Eᠠ ᠃ ', 'ᠶᠠᠪᠤᠵᠤ᠂ ᠢᠷᠡᠪᠡ᠃', 'ᠶᠠᠪᠤᠵᠤ ᠂ ᠢᠷᠡᠪᠡ ᠃'],
    ['no space before ᠃', 'mn-Mong', 'ᠪᠠᠶᠢᠨ\u180Eᠠ᠃ ', 'ᠶᠠᠪᠤᠵᠤ ᠂ ᠢᠷᠡᠪᠡ ᠃', 'ᠶᠠᠪᠤᠵᠤ᠂ ᠢᠷᠡᠪᠡ᠃'],
    ['guillemets', 'kk-Cyrl', '«Абай» ', 'деді: “Ал” "сен" 15"', 'деді: «Ал» «сен» 15"'],
    ['curly quotes', 'mn-Cyrl', '“Үнэн” ', '«Өдрийн сонин» ба "Зуун"', '“Өдрийн сонин” ба “Зуун”'],
    ['low quotes', 'mn-Cyrl', '„Үнэн“ ', '«Зуун»', '„Зуун“'],
    ['straight quotes', 'ug', '"بىر" ', '«ئىككى»', '"ئىككى"'],
    ['decomposed letters', 'kk-Cyrl', 'и\u0306 е\u0308 ', 'йод', 'и\u0306од'],
    ['composed letters', 'mn-Cyrl', 'үй ёс ', 'и\u0306од', 'йод'],
    ['decomposed Arabic', 'ug', 'ي\u0654ە ', 'ئۇ', 'ي\u0654ۇ'],
    [
      'no space before signs',
      'kk-Cyrl',
      'бір, екі. ',
      'үш , төрт . Бес ! .NET ...',
      'үш, төрт. Бес! .NET ...',
    ],
    ['no space before Arabic signs', 'ug', '', 'بىر ، ئىككى ؟', 'بىر، ئىككى؟'],
    ['a writer who spaces signs', 'ug', 'بىر ، ئىككى ؟ ', 'ئۈچ ، تۆت', 'ئۈچ ، تۆت'],
  ])('%s (%s)', (_, tag, document, text, expected) => {
    expect(written(document, tag, text)).toBe(expected);
  });

  it.each<Case>([
    ['a document that does both', 'ug', 'بىر، ئىككى, ', 'ئۈچ, تۆت،', 'ئۈچ, تۆت،'],
    ['two kinds of quotes', 'kk-Cyrl', '«Абай „жолы“» ', '“Ал”', '“Ал”'],
    ['no document', 'mn-Mong', '', 'ᠮᠣᠩᠭᠣᠯ\u180Eᠤᠨ ᠤᠯᠤᠰ ᠤᠨ', 'ᠮᠣᠩᠭᠣᠯ\u180Eᠤᠨ ᠤᠯᠤᠰ ᠤᠨ'],
    ['joiners', 'ug', 'بىر، ', 'مى\u200Cخ \u200D\u200Fسۆز', 'مى\u200Cخ \u200D\u200Fسۆز'],
  ])('%s changes nothing (%s)', (_, tag, document, text, expected) => {
    expect(written(document, tag, text)).toBe(expected);
  });

  it.each<Case>([
    ['forms of letters', 'ug', '', '\uFE8B\uFEE8\uFEB4\uFE8E\uFEE5', 'ئنسان'],
    ['a ligature of two', 'kk-Arab', '', '\uFEFB', 'لا'],
    ['even where the document has them', 'ug', '\uFE8D\uFEDF\uFE8E', '\uFE8E', 'ا'],
    ['but no ornaments', 'ug', '', '\uFD3Eسۆز\uFD3F', '\uFD3Eسۆز\uFD3F'],
    ['and no byte order mark', 'ug', '', 'سۆز\uFEFFسۆز', 'سۆز\uFEFFسۆز'],
  ])('presentation forms are not introduced: %s (%s)', (_, tag, document, text, expected) => {
    expect(written(document, tag, text)).toBe(expected);
  });

  it.each<Case>([
    ['one space', 'kk-Cyrl', 'Мен ', ' келдім', 'келдім'],
    ['none lost', 'kk-Cyrl', 'Мен', ' келдім', ' келдім'],
    ['one comma', 'ug', 'بىر،', '، ئىككى', ' ئىككى'],
    ['one tsheg', 'bo', 'བོད་', '་ཡིག་', 'ཡིག་'],
    ['two shads', 'bo', 'ཡིན།', '། དེ་', '། དེ་'],
    ['an accent keeps its space', 'kk-Cyrl', 'Мен ', ' \u0301', ' \u0301'],
  ])('where it goes on there is %s (%s)', (_, tag, document, text, expected) => {
    expect(written(document, tag, text)).toBe(expected);
  });
});
