import { describe, expect, it } from 'vitest';
import { splitPassages } from '../../../src/server/translation/passages.ts';

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

const join = (passages: readonly { text: string }[]): string => passages.map(({ text }) => text).join('');

describe('splitPassages', () => {
  it('translates each line and keeps line breaks, blank lines, indents and rules of signs', () => {
    expect(splitPassages('  Қазақ тілі. \r\n\r\n---\n\t12\nМонгол', 'kk-Cyrl', 'en')).toEqual([
      { kind: 'verbatim', text: '  ' },
      { kind: 'translate', text: 'Қазақ тілі.' },
      { kind: 'verbatim', text: ' ' },
      { kind: 'verbatim', text: '\r\n' },
      { kind: 'verbatim', text: '\r\n' },
      { kind: 'verbatim', text: '---' },
      { kind: 'verbatim', text: '\n' },
      { kind: 'verbatim', text: '\t12' },
      { kind: 'verbatim', text: '\n' },
      { kind: 'translate', text: 'Монгол' },
    ]);
  });

  it.each(tags)('cuts a long line at sentence ends and loses nothing: %s', (tag) => {
    const text = sentence[tag].repeat(40).trim();
    const passages = splitPassages(text, tag, tag === 'en' ? 'bo' : 'zh');
    expect(join(passages)).toBe(text);
    const translated = passages.filter(({ kind }) => kind === 'translate');
    expect(translated.length).toBeGreaterThan(2);
    for (const passage of translated) {
      expect(passage.text.length).toBeLessThanOrEqual(400);
      expect(`${passage.text} `.endsWith(sentence[tag])).toBe(true);
    }
  });

  it('puts a space between sentences where only the target language writes one', () => {
    const text = '哈萨克语属于突厥语族的克普恰克语支。'.repeat(40);
    const toKazakh = splitPassages(text, 'zh', 'kk-Cyrl');
    const translated = toKazakh.filter(({ kind }) => kind === 'translate');
    expect(translated.length).toBeGreaterThan(1);
    expect(toKazakh.filter(({ text: between }) => between === ' ')).toHaveLength(translated.length - 1);
  });

  it('keeps a long line without a sentence end in one piece', () => {
    const text = 'тіл '.repeat(300).trim();
    expect(splitPassages(text, 'kk-Cyrl', 'en')).toEqual([{ kind: 'translate', text }]);
  });
});
