import { describe, expect, it } from 'vitest';
import { chrfPlusPlus } from '../../../src/cli/evaluation/chrf.ts';

/** Hypothesis, reference, and what sacrebleu 2.6.0 gives: `CHRF(word_order=2)`. */
const judged: readonly (readonly [hypothesis: string, reference: string, score: number])[] = [
  ['The cat sat on the mat.', 'The cat is sitting on the mat.', 54.2551855194941],
  ['བོད་ཡིག་འབྲི་བ།', 'བོད་ཡིག་འབྲི་བ་ཡིན།', 63.30209424667177],
  ['سىز دائىم ئۆرە تۇرۇپ دەرس ئۆتەمسىز؟', 'سىز ھەمىشە ئۆرە تۇرۇپ دەرس ئۆتەمسىز؟ «ياق»', 64.13066864132041],
  ['Мен (кеше) келдім!', 'Мен кеше келдім.', 41.748205040976],
  ['ᠪᠢ ᠢᠷᠡᠯ\u180Eᠡ ᠃', 'ᠪᠢ ᠣᠳᠣ\u202Fᠢᠷᠡᠯ\u180Eᠡ ᠃', 54.234816361813124],
  ['', 'Би ирлээ.', 0.0],
  ['a', 'a b', 55.55555555555556],
  ['你好，世界', '你好世界！', 21.666666666666668],
  ['!!', '?!', 25.0],
  ['xyz', 'abc', 0.0],
];
const corpusScore = 53.057271929351366;

describe('chrF++', () => {
  it.each(judged)('agrees with sacrebleu: %j for %j', (hypothesis, reference, score) => {
    expect(chrfPlusPlus([{ hypothesis, reference }])).toBeCloseTo(score, 9);
  });

  it('adds up counts over a corpus as sacrebleu does', () => {
    const pairs = judged.map(([hypothesis, reference]) => ({ hypothesis, reference }));
    expect(chrfPlusPlus(pairs)).toBeCloseTo(corpusScore, 9);
  });

  it('is 100 for a perfect translation and 0 for none', () => {
    expect(chrfPlusPlus([{ hypothesis: 'བོད་ཡིག', reference: 'བོད་ཡིག' }])).toBeCloseTo(100, 9);
    expect(chrfPlusPlus([])).toBe(0);
  });
});
