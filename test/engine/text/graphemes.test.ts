import { describe, expect, it } from 'vitest';
import {
  clusterBoundaryAfter,
  clusterBoundaryBefore,
  countClusters,
  graphemeClusters,
  isClusterBoundary,
  splitLastCluster,
} from '../../../src/engine/text/graphemes.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { samples } from './samples.ts';

/** Every boundary of a text, straight from the segmenter. */
function boundaries(text: string): Set<number> {
  const found = new Set([0, text.length]);
  for (const { index } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text))
    found.add(index);
  return found;
}

const hard = {
  'Tibetan stacks and vowel signs': 'བསྒྲུབས་སྐྱོངས་ཧཱུྃ༔',
  'Mongolian vowel separator': 'ᠨᠡᠷ\u180Eᠡ',
  'Mongolian variation selectors': 'ᠮᠠᠲ\u180Bᠧᠷᠢᠶᠠᠯ ᠳ\u180Fᠤ ᠭ\u180Dᠠ',
  'Mongolian narrow no-break space': 'ᠰᠤᠷᠭᠠᠭᠤᠯᠢ\u202Fᠳᠤ',
  'Arabic marks and high hamza': 'ٴۇشىن بِسْمِ ئۈچۈن',
  joiners: 'می\u200Cخواهم ئا\u200Dئا',
  'emoji sequences': 'a👩‍👩‍👧‍👦b🏳️‍🌈c👍🏽d',
  flags: '🇰🇿🇲🇳🇨🇳x🇰🇿',
  'Indic conjunct, Hangul jamo, prepended sign': 'क्षि각\u0600١',
  'carriage return and line feed': 'а\r\nб\r\r\n',
  'combining Cyrillic': 'и\u0306й\u0301',
};

describe('clusters', () => {
  it.each(Object.entries(hard))('agree with the segmenter at every index: %s', (_name, text) => {
    const expected = boundaries(text);
    for (let index = 0; index <= text.length; index++) {
      expect([index, isClusterBoundary(text, index)]).toEqual([index, expected.has(index)]);
      const before = Math.max(...[...expected].filter((at) => at <= index));
      const after = Math.min(...[...expected].filter((at) => at >= index));
      expect(clusterBoundaryBefore(text, index)).toBe(before);
      expect(clusterBoundaryAfter(text, index)).toBe(after);
    }
  });

  it.each(languageTags)('agree with the segmenter on real lines: %s', (tag) => {
    for (const line of samples[tag]) {
      const expected = boundaries(line);
      for (let index = 0; index <= line.length; index++) {
        expect(isClusterBoundary(line, index)).toBe(expected.has(index));
      }
      expect(graphemeClusters(line).join('')).toBe(line);
      expect(countClusters(line)).toBe(graphemeClusters(line).length);
    }
  });

  it('keep a Tibetan stack with its vowel sign whole', () => {
    expect(graphemeClusters('སྒྲུབ')).toEqual(['སྒྲུ', 'བ']);
  });

  it('clamp an index outside the text', () => {
    expect(clusterBoundaryBefore('ab', -1)).toBe(0);
    expect(clusterBoundaryBefore('ab', 9)).toBe(2);
    expect(clusterBoundaryAfter('ab', 9)).toBe(2);
  });
});

describe('splitLastCluster', () => {
  it('holds back the last cluster only', () => {
    expect(splitLastCluster('')).toEqual({ settled: '', open: '' });
    expect(splitLastCluster('ཀ')).toEqual({ settled: '', open: 'ཀ' });
    expect(splitLastCluster('བསྒྲུ')).toEqual({ settled: 'བ', open: 'སྒྲུ' });
    expect(splitLastCluster('x🇰🇿🇲')).toEqual({ settled: 'x🇰🇿', open: '🇲' });
  });

  it.each(languageTags)('what it settles stays settled while text grows: %s', (tag) => {
    for (const line of samples[tag]) {
      const whole = boundaries(line);
      for (const index of Array.from(line, (_, at) => at + 1)) {
        const grown = Array.from(line).slice(0, index).join('');
        expect(whole.has(splitLastCluster(grown).settled.length)).toBe(true);
      }
    }
  });

  it('needs only the end of a long text', () => {
    const long = 'བོད་ཡིག་'.repeat(200_000);
    for (let round = 0; round < 2000; round++) expect(splitLastCluster(long).open).toBe('་');
  });
});
