import { describe, expect, it } from 'vitest';
import { judge, type Judgement } from '../../../scripts/evalDemo/judge.ts';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';

describe('a completion is judged', () => {
  it.each<[LanguageTag, string, Judgement]>([
    ['bo', 'བཀྲ་ཤིས་བདེ་ལེགས།', 'sound'],
    ['bo', 'ིས་བདེ་ལེགས།', 'broken'],
    ['bo', 'བཀྲ་ྲིས', 'broken'],
    ['ug', 'ئەركىن، باراۋەر', 'sound'],
    ['ug', 'ئەركىن erkin baraver bolup', 'outOfScript'],
    ['kk-Arab', 'ٴبىر كۇنى', 'sound'],
    ['kk-Arab', 'бір күні', 'outOfScript'],
    ['kk-Cyrl', 'бір күні\uFFFD', 'broken'],
    ['kk-Cyrl', 'бір күні 2024 жылы', 'sound'],
    ['mn-Mong', '\u182A\u1822\u202F\u1836\u1822\u1828 \u1821\u1837\u180E\u1821', 'sound'],
    ['mn-Mong', '\u180B\u182A\u1822', 'broken'],
    ['mn-Cyrl', ' \n', 'empty'],
    ['mn-Cyrl', 'хүн\uD800', 'broken'],
  ])('%s %j: %s', (tag, text, judgement) => {
    expect(judge(text, tag)).toBe(judgement);
  });
});
