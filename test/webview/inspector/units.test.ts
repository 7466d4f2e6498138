import { describe, expect, it } from 'vitest';
import { divideIntoUnits } from '../../../webview/inspector/units.ts';
import { samples } from '../fixtures/traces.ts';

const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

describe('divideIntoUnits', () => {
  it('keeps tokens of whole clusters apart', () => {
    expect(divideIntoUnits(['བོད་', 'ཡིག', '།'])).toEqual([
      { first: 0, count: 1, text: 'བོད་' },
      { first: 1, count: 1, text: 'ཡིག' },
      { first: 2, count: 1, text: '།' },
    ]);
  });

  it('joins a Tibetan stack that tokens cut between its letters', () => {
    expect(divideIntoUnits(['འདི་ར', 'ྒྱ', 'ལ་'])).toEqual([
      { first: 0, count: 2, text: 'འདི་རྒྱ' },
      { first: 2, count: 1, text: 'ལ་' },
    ]);
  });

  it('puts a character together from the bytes of several tokens', () => {
    expect(divideIntoUnits(['<0xE0>', '<0xBD><0x96>', 'ོད'])).toEqual([{ first: 0, count: 3, text: 'བོད' }]);
    expect(divideIntoUnits(['ق<0xD8>', '<0xA7>ز'])).toEqual([{ first: 0, count: 2, text: 'قاز' }]);
  });

  it('shows bytes that never become a character, each at its own token', () => {
    expect(divideIntoUnits(['<0xE0>', 'a', '<0xFF>'])).toEqual([
      { first: 0, count: 1, text: '<0xE0>' },
      { first: 1, count: 1, text: 'a' },
      { first: 2, count: 1, text: '<0xFF>' },
    ]);
  });

  it('decodes neither overlong forms nor surrogates', () => {
    expect(divideIntoUnits(['<0xC0><0x80>'])[0]?.text).toBe('<0xC0><0x80>');
    expect(divideIntoUnits(['<0xED><0xA0><0x80>'])[0]?.text).toBe('<0xED><0xA0><0x80>');
  });

  it('keeps variation selectors with their letter, and a vowel separator as the character it is', () => {
    expect(divideIntoUnits(['ᠭ', '\u180B', '\u180Eᠠ'])).toEqual([
      { first: 0, count: 2, text: 'ᠭ\u180B' },
      { first: 2, count: 1, text: '\u180Eᠠ' },
    ]);
  });

  it('joins letters with their marks, and line ends', () => {
    expect(divideIntoUnits(['и', '\u0306'])).toEqual([{ first: 0, count: 2, text: 'и\u0306' }]);
    expect(divideIntoUnits(['\r', '\n'])).toHaveLength(1);
  });

  it('gives a token without text a unit of its own', () => {
    expect(divideIntoUnits(['a', '', 'b'])).toEqual([
      { first: 0, count: 1, text: 'a' },
      { first: 1, count: 1, text: '' },
      { first: 2, count: 1, text: 'b' },
    ]);
    expect(divideIntoUnits([])).toEqual([]);
  });

  it.each(Object.entries(samples))('covers every token once and cuts no cluster: %s', (_, { tokens }) => {
    const units = divideIntoUnits(tokens);
    expect(units.flatMap(({ first, count }) => Array.from({ length: count }, (_, at) => first + at))).toEqual(
      tokens.map((_, index) => index),
    );
    const whole = units.map(({ text }) => text).join('');
    const starts = new Set(Array.from(clusters.segment(whole), ({ index }) => index));
    let at = 0;
    for (const { text } of units) {
      expect(starts.has(at)).toBe(true);
      at += text.length;
    }
    expect(whole).not.toContain('<0x');
  });
});
