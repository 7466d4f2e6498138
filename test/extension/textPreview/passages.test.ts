import { describe, expect, it } from 'vitest';
import { passagesOf, scriptOfLine, type LineScript } from '../../../src/extension/textPreview/passages.ts';
import { samples } from '../../engine/text/samples.ts';

describe('the script of a line', () => {
  it.each<[keyof typeof samples, LineScript]>([
    ['bo', 'Tibt'],
    ['ug', 'Arab'],
    ['kk-Arab', 'Arab'],
    ['kk-Cyrl', 'Cyrl'],
    ['mn-Mong', 'Mong'],
    ['mn-Cyrl', 'Cyrl'],
    ['en', 'other'],
    ['zh', 'other'],
  ])('%s', (tag, script) => {
    for (const line of samples[tag]) expect(scriptOfLine(line), line).toBe(script);
  });

  it('is that of most letters, and none without letters', () => {
    expect(scriptOfLine('- **ئۇلار ھەر بىر** (HTML)')).toBe('Arab');
    expect(scriptOfLine('  --- 12 ')).toBeNull();
    expect(scriptOfLine('')).toBeNull();
  });
});

describe('passages', () => {
  const numbered = (...texts: readonly string[]) => texts.map((text, number) => ({ number, text }));

  it('change where the direction or the script does; empty lines go with those before them', () => {
    const lines = numbered('', '# Title', '', 'ئۇلار ھەر', 'بىر', '', 'ᠮᠣᠩᠭᠣᠯ', 'Монгол', '---');
    const found = passagesOf(lines, (script) => (script === 'Arab' ? 'ug' : null));
    expect(found.map(({ language, direction, lines: own }) => [language, direction, own.length])).toEqual([
      [null, 'left-to-right', 3],
      ['ug', 'right-to-left', 3],
      [null, 'vertical', 1],
      [null, 'left-to-right', 2],
    ]);
    expect(found.flatMap((passage) => passage.lines)).toEqual(lines);
  });

  it('are one where there is no letter at all', () => {
    expect(passagesOf(numbered('', '---'), () => 'bo')).toEqual([
      { language: 'bo', direction: 'left-to-right', lines: numbered('', '---') },
    ]);
  });
});
