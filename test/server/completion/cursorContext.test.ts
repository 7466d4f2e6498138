import { describe, expect, it } from 'vitest';
import { completionLanguage, insideWord } from '../../../src/server/completion/cursorContext.ts';

/** ║ is the cursor. */
function at(text: string): { prefix: string; suffix: string } {
  const [prefix = '', suffix = ''] = text.split('║');
  return { prefix, suffix };
}

describe('completionLanguage', () => {
  it.each([
    ['bo', 'བོད་ཀྱི་སྐད་ཡིག་ནི་ལོ་རྒྱུས་རིང་པོ་ལྡན་པའི་║'],
    ['bo', 'བོད་ཀྱི་སྐད་║ཡིག་ནི་ལོ་རྒྱུས་རིང་པོ་ལྡན་པའི་སྐད་ཡིག་ཡིན།'],
    ['ug', 'ئۇيغۇر تىلى تۈركىي تىللار ئائىلىسىگە ║'],
    ['kk-Arab', 'قازاق ٴتىلى تۇركى تىلدەرىنىڭ قىپشاق توبىنا ║'],
    ['kk-Cyrl', 'Қазақ тілі түркі тілдерінің ║ тобына жатады.'],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ᠌ ᠦᠨ ║'],
    ['mn-Cyrl', 'Монгол хэл бол монгол хэлний бүлэгт ║'],
  ])('completes %s: %s', (tag, text) => {
    expect(completionLanguage(at(text))).toBe(tag);
  });

  it.each([
    ['an empty document', '║'],
    ['only space', '   \n║'],
    ['English', 'The quick brown fox ║'],
    ['code', 'const answer = 42;\n║'],
    ['inside a Cyrillic word', 'Қазақ тілі түркі тіл║дерінің қыпшақ тобына жатады.'],
    ['inside a Tibetan syllable', 'བོད་ཀྱི་སྐད་ཡི║ག་ནི་ལོ་རྒྱུས་'],
    ['before a vowel sign', 'བོད་ཀྱ║ི་སྐད་ཡིག་'],
    ['inside a Uyghur word', 'ئۇيغۇر تىلى تۈركىي تىل║لار ئائىلىسىگە كىرىدۇ'],
    ['binary', 'Қазақ тілі\0\0\0 түркі ║'],
    ['half a character', 'Қазақ тілі түркі \uD83D ║'],
  ])('stays silent: %s', (_name, text) => {
    expect(completionLanguage(at(text))).toBeNull();
  });
});

describe('insideWord', () => {
  it.each([
    ['тіл║', false],
    ['тіл║ жақсы', false],
    ['тіл║.', false],
    [' ║тіл', false],
    ['ті║л', true],
    ['ཡིག་║ནི', false],
    ['ཡི║ག', true],
    // A suffix joined by NNBSP belongs to its word, and a vowel after MVS too.
    ['ᠮᠣᠩᠭᠣᠯ║\u202Fᠤᠨ', true],
    ['ᠪᠠᠶᠢᠨ║\u180Eᠠ', true],
    ['2║5', true],
  ])('%s → %s', (text, expected) => {
    const { prefix, suffix } = at(text);
    expect(insideWord(prefix, suffix)).toBe(expected);
  });
});
