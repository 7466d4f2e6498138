import { describe, expect, it } from 'vitest';
import { detectAtCursor } from '../../../src/engine/text/detectAtCursor.ts';
import { languageTags, type LanguageTag } from '../../../src/engine/text/languages.ts';
import { samples } from './samples.ts';

describe('detectAtCursor', () => {
  it.each(languageTags)('knows what is written at the end, in the middle and on a fresh line: %s', (tag) => {
    const [first, second] = [samples[tag][0], samples[tag][1]];
    expect(detectAtCursor(first)).toBe(tag);
    expect(detectAtCursor(`${first}\n\n`)).toBe(tag);
    expect(detectAtCursor(`${first}\n- `)).toBe(tag);
    expect(detectAtCursor(`${first}\n2. `)).toBe(tag);
    expect(detectAtCursor('', second)).toBe(tag);
    expect(detectAtCursor(`${first} ${second.slice(0, 12)}`, second.slice(12))).toBe(tag);
  });

  it.each(languageTags)('is silent in English and code inside such a document: %s', (tag) => {
    const document = `${samples[tag][0]}\n${samples[tag][1]}`;
    expect(detectAtCursor(`${document} Engl`)).toBeNull();
    expect(detectAtCursor(`${document}\nThis line is in English and it goes `)).toBeNull();
    expect(detectAtCursor(`${document}\nconst total = items.length + `)).toBeNull();
    expect(detectAtCursor(`${document}\n2024 1 500 000 `)).toBeNull();
    expect(detectAtCursor(`${document}\n这是中文，`)).toBeNull();
  });

  it.each(languageTags)('lets a Latin name pass: %s', (tag) => {
    expect(detectAtCursor(`${samples[tag][0]} GitHub `)).toBe(tag);
  });

  it.each<[string, LanguageTag | null]>([
    ['', null],
    ['\n\n', null],
    ['Hello ', null],
    ['Все люди рождаются свободными и равными в своем достоинстве', null],
    ['// бұл қазақша жазылған түсініктеме, ', 'kk-Cyrl'],
    ['const greeting = "Сәлеметсіз бе, ', 'kk-Cyrl'],
  ])('%j: %s', (prefix, expected) => {
    expect(detectAtCursor(prefix)).toBe(expected);
  });

  it('lets text further back tell languages of one script apart', () => {
    expect(detectAtCursor(`${samples['kk-Cyrl'][0]}\nБар `)).toBe('kk-Cyrl');
    expect(detectAtCursor(`${samples['mn-Cyrl'][0]}\nБар `)).toBe('mn-Cyrl');
  });
});
