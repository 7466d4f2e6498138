import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../../src/engine/text/detect.ts';
import { language } from '../../../src/engine/text/languages.ts';
import { samples } from './samples.ts';

describe('detectLanguage', () => {
  it.each(Object.keys(samples) as (keyof typeof samples)[])('finds the language of each line: %s', (tag) => {
    for (const line of samples[tag]) {
      const found = detectLanguage(line);
      expect({ line, ...found }).toMatchObject({ line, language: tag, script: language(tag).script });
      expect(found.confidence).toBeGreaterThan(0.5);
      expect(found.confidence).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    // Article 1 of the Universal Declaration of Human Rights.
    ['ru', 'Cyrl', 'Все люди рождаются свободными и равными в своем достоинстве и правах.'],
    ['other', 'Cyrl', 'Всі люди народжуються вільними і рівними у своїй гідності та правах.'],
    ['other', 'Cyrl', 'Бардык адамдар өз беделинде жана укуктарында эркин жана тең укуктуу болуп жаралат.'],
    ['other', 'Arab', 'يولد جميع الناس أحراراً متساوين في الكرامة والحقوق.'],
    ['other', 'Arab', 'تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند.'],
    ['other', 'Arab', 'تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔'],
    ['other', 'Latn', 'Tous les êtres humains naissent libres et égaux en dignité et en droits.'],
    ['other', 'Latn', 'Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.'],
    ['other', 'Hans', 'すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。'],
    ['other', 'Zzzz', 'Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.'],
    ['other', 'Zyyy', '12 345 — 6,7 %'],
    ['other', 'Zyyy', ''],
    ['zh', 'Hans', 'Visual Studio Code 是一个编辑器'],
    ['bo', 'Tibt', 'VS Code ནང་བོད་ཡིག་འབྲི་བ།'],
  ])('%s, %s: %s', (expected, script, text) => {
    const found = detectLanguage(text);
    if (expected === 'other' && script === 'Hans') expect(found.language).toBe('other');
    else expect(found).toMatchObject({ language: expected, script });
  });

  it('is less sure of less text', () => {
    expect(detectLanguage('').confidence).toBe(0);
    expect(detectLanguage('Мен').confidence).toBeLessThan(detectLanguage(samples['kk-Cyrl'][0]).confidence);
  });

  it('does not take Manchu for Mongolian', () => {
    expect(detectLanguage('ᠮᠠᠨᠵᡠ ᡤᡳᠰᡠᠨ ᠪᡝ ᡨᠠᠴᡳᠮᠪᡳ').language).toBe('other');
  });
});
