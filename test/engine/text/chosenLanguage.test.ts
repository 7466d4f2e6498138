import { describe, expect, it } from 'vitest';
import { settleDetection } from '../../../src/engine/text/chosenLanguage.ts';
import { detectAtCursor, detectLanguage } from '../../../src/engine/text/detect.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { samples } from './samples.ts';

const kyrgyz = 'Бардык адамдар өз беделинде жана укуктарында эркин жана тең укуктуу болуп жаралат. ';
const persian = 'تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند. ';

describe('a language that a person has chosen', () => {
  it('decides between the languages of its script', () => {
    expect(settleDetection(detectLanguage(kyrgyz), 'kk-Cyrl').language).toBe('kk-Cyrl');
    expect(settleDetection(detectLanguage(persian), 'ug').language).toBe('ug');
    expect(detectAtCursor(kyrgyz)).toBeNull();
    expect(detectAtCursor(kyrgyz, '', { chosen: 'mn-Cyrl' })).toBe('mn-Cyrl');
    expect(detectAtCursor(persian, '', { chosen: 'kk-Arab' })).toBe('kk-Arab');
  });

  it.each(languageTags)('leaves other scripts as they are: %s', (tag) => {
    const [first] = samples[tag];
    for (const chosen of languageTags) {
      const sameScript = detectLanguage(first).script === detectLanguage(samples[chosen][0]).script;
      expect(settleDetection(detectLanguage(first), chosen).language).toBe(sameScript ? chosen : tag);
      expect(detectAtCursor(`${first} `, '', { chosen })).toBe(sameScript ? chosen : tag);
    }
    expect(detectAtCursor(`${first}\nThis line is in English and it goes `, '', { chosen: tag })).toBeNull();
  });

  it('is nothing when none is chosen', () => {
    expect(settleDetection(detectLanguage(kyrgyz), null)).toEqual(detectLanguage(kyrgyz));
  });
});
