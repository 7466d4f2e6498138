import { describe, expect, it } from 'vitest';
import { isClusterBoundary } from '../../../src/engine/text/graphemes.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { repeatsFollowing, trimOverlap, worthOffering } from '../../../src/engine/text/joint.ts';
import { samples } from './samples.ts';

describe('trimOverlap', () => {
  it.each([
    ['бардым.»', '.» деді', 'бардым'],
    ['мектепке бардым', ' бардым да', 'мектепке'],
    ['алма', 'ағаш', 'алма'],
    ['алма', 'малар', 'алма'],
    ['қызыл алма', 'алмалар', 'қызыл '],
    ['བོད་ཡིག་', 'ཡིག་འདི', 'བོད་'],
    ['བསྒྲུ', 'ྲུབ', 'བསྒྲུ'],
    ['ᠤᠯᠤᠰ\u202Fᠤᠨ', '\u202Fᠤᠨ ᠨᠡᠷ', 'ᠤᠯᠤᠰ'],
    ['كەلدىم.', '. ئۇ', 'كەلدىم'],
    ['سوز', '', 'سوز'],
    ['', 'سوز', ''],
  ])('%j before %j', (completion, suffix, expected) => {
    expect(trimOverlap(completion, suffix)).toBe(expected);
  });

  it.each(languageTags)('removes a repeated half of every real line, at a cluster boundary: %s', (tag) => {
    for (const line of samples[tag]) {
      const middle = line.indexOf(tag === 'bo' ? '་' : ' ', line.length / 2) + 1;
      const rest = line.slice(middle);
      if (middle === 0 || rest.length === 0) continue;
      const kept = trimOverlap(line, rest);
      expect(line.startsWith(kept)).toBe(true);
      expect(kept.length).toBeLessThanOrEqual(middle);
      expect(isClusterBoundary(line, kept.length)).toBe(true);
    }
  });
});

describe('repeatsFollowing', () => {
  it.each([
    ['бардым', ' бардым да', true],
    ['бар', ' бардым да', false],
    [' བོད་', 'བོད་ཡིག', true],
    ['\n', '\nабв', false],
    ['келді', '', false],
    ['келді', 'кетті', false],
  ])('%j before %j: %s', (completion, suffix, expected) => {
    expect(repeatsFollowing(completion, suffix)).toBe(expected);
  });
});

describe('worthOffering', () => {
  it('offers text', () => {
    expect(worthOffering('тобына жатады.', '')).toBe('тобына жатады.');
  });

  it.each([
    ['nothing', '', ''],
    ['white space', ' \n', ''],
    ['what already follows', 'тобына жатады.', ' тобына жатады. Оның'],
  ])('does not offer %s', (_name, text, suffix) => {
    expect(worthOffering(text, suffix)).toBe('');
  });

  it('leaves out the end that already follows', () => {
    expect(worthOffering('қыпшақ тобына жатады.', 'тобына жатады.')).toBe('қыпшақ ');
  });
});
