import { describe, expect, it } from 'vitest';
import {
  maximumCharacters,
  objectionToSelection,
} from '../../../src/extension/translation/selectionCheck.ts';
import { english } from '../localiser.ts';

const objection = (...texts: readonly string[]) => objectionToSelection(english, texts);

describe('looking at selections before anything is started', () => {
  it.each(['བོད་ཡིག', 'ئۇيغۇرچە', 'قازاقشا', 'Қазақша', 'ᠮᠣᠩᠭᠣᠯ', 'Монгол', 'a 😀 b'])('%s is fine', (text) => {
    expect(objection(text)).toBeNull();
  });
  it('wants a selection', () => {
    expect(objection()).toMatch(/Nothing is selected/);
    expect(objection(' \n\t')).toMatch(/Nothing is selected/);
  });
  it('refuses half a character', () => {
    expect(objection('fine', 'བོད\uD83D་')).toMatch(/half a character/);
    expect(objection('\uDE00')).toMatch(/half a character/);
  });
  it('refuses what looks binary', () => {
    expect(objection('PNG\0\u0001')).toMatch(/binary/);
    expect(objection('ab\uFFFD\uFFFD\uFFFDcd')).toMatch(/binary/);
    expect(objection(`one \uFFFD in ${'long '.repeat(20)}`)).toBeNull();
  });
  it('refuses too much, counted over all selections', () => {
    const half = 'ཀ'.repeat(maximumCharacters / 2);
    expect(objection(half, half)).toBeNull();
    expect(objection(half, half, 'ཀ')).toContain(String(maximumCharacters + 1));
  });
});
