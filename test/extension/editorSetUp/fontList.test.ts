import { describe, expect, it } from 'vitest';
import { withFonts } from '../../../src/extension/editorSetUp/fontList.ts';

const last = { fonts: ['Kailasa', 'Noto Serif Tibetan'], fontPlace: 'last' } as const;
const early = { fonts: ['UKIJ Tuz'], fontPlace: 'after-first' } as const;

describe('a list of fonts with more', () => {
  it.each([
    ['Menlo, Monaco, monospace', "Menlo, Monaco, 'Kailasa', 'Noto Serif Tibetan', monospace"],
    ["Consolas, 'Courier New'", "Consolas, 'Courier New', 'Kailasa', 'Noto Serif Tibetan'"],
    ['', "'Kailasa', 'Noto Serif Tibetan'"],
    ['"My, Font", kailasa, monospace', `"My, Font", kailasa, 'Noto Serif Tibetan', monospace`],
    ["Kailasa,'Noto Serif Tibetan'", "Kailasa,'Noto Serif Tibetan'"],
  ])('at the end, but before any font will do: %s', (list, expected) => {
    expect(withFonts(list, last)).toBe(expected);
  });

  it.each([
    ["Consolas, 'Courier New', monospace", "Consolas, 'UKIJ Tuz', 'Courier New', monospace"],
    ['monospace', "'UKIJ Tuz', monospace"],
    ['', "'UKIJ Tuz'"],
  ])('behind the first: %s', (list, expected) => {
    expect(withFonts(list, early)).toBe(expected);
  });

  it('leaves a list alone that needs none', () => {
    expect(withFonts('Menlo,monospace', { fonts: [], fontPlace: 'last' })).toBe('Menlo,monospace');
  });
});
