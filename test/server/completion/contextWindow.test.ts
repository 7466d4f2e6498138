import { describe, expect, it } from 'vitest';
import { graphemeClusters, isClusterBoundary } from '../../../src/engine/text/graphemes.ts';
import type { TextSource } from '../../../src/server/completion/contextWindow.ts';
import { contextWindow, defaultLimits } from '../../../src/server/completion/contextWindow.ts';

const lines = {
  bo: 'བོད་ཀྱི་སྐད་ཡིག་ནི་ལོ་རྒྱུས་རིང་པོ་ལྡན་པའི་སྐད་ཡིག་ཅིག་ཡིན། ',
  ug: 'ئۇيغۇر تىلى تۈركىي تىللار ئائىلىسىگە كىرىدۇ. ',
  'kk-Arab': 'قازاق ٴتىلى تۇركى تىلدەرىنىڭ قىپشاق توبىنا جاتادى. ',
  'kk-Cyrl': 'Қазақ тілі түркі тілдерінің қыпшақ тобына жатады. ',
  'mn-Mong': 'ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ᠌ ᠦᠨ ᠤᠯᠠᠮᠵᠢᠯᠠᠯ᠃ ',
  'mn-Cyrl': 'Монгол хэл бол монгол хэлний бүлэгт багтдаг. ',
};

function source(text: string): TextSource {
  return { length: text.length, slice: (start, end) => text.slice(start, end) };
}

describe('contextWindow', () => {
  it('takes a short document whole', () => {
    const text = lines.bo.repeat(3);
    expect(contextWindow(source(text), 40)).toEqual({
      prefix: text.slice(0, 40),
      suffix: text.slice(40, 540),
    });
  });

  it('clamps a cursor outside of the text', () => {
    expect(contextWindow(source('abc'), 99)).toEqual({ prefix: 'abc', suffix: '' });
    expect(contextWindow(source('abc'), -1)).toEqual({ prefix: '', suffix: 'abc' });
  });

  for (const [tag, line] of Object.entries(lines)) {
    for (const breaks of [true, false]) {
      it(`keeps its start while typing goes on: ${tag}, ${breaks ? 'lines' : 'one line'}`, () => {
        const text = (breaks ? `${line.trim()}\n` : line).repeat(Math.ceil(30_000 / line.length));
        const starts: number[] = [];
        for (let cursor = 8_001; cursor < 20_000; cursor += 37) {
          const { prefix } = contextWindow(source(text), cursor);
          expect(prefix.length).toBeLessThanOrEqual(defaultLimits.prefix);
          expect(prefix.length).toBeGreaterThan(defaultLimits.prefix - defaultLimits.step - 600);
          expect(text.slice(0, cursor).endsWith(prefix)).toBe(true);
          starts.push(cursor - prefix.length);
        }
        const distinct = [...new Set(starts)];
        expect(distinct).toEqual(distinct.toSorted((a, b) => a - b));
        // 12 000 units of typing move the start by 2 000 at a time.
        expect(distinct.length).toBeLessThanOrEqual(7);
        for (const start of distinct) {
          expect(isClusterBoundary(text, start)).toBe(true);
          if (breaks) expect(text[start - 1]).toBe('\n');
        }
      });
    }

    it(`cuts the text after the cursor between clusters: ${tag}`, () => {
      const text = line.repeat(50);
      for (let limit = 1; limit < 80; limit++) {
        const { suffix } = contextWindow(source(text), 0, { ...defaultLimits, suffix: limit });
        expect(suffix.length).toBeLessThanOrEqual(limit);
        expect(isClusterBoundary(text, suffix.length)).toBe(true);
      }
    });
  }

  it('never begins inside a cluster, whatever stands at the quantised place', () => {
    const family = '👨‍👩‍👧‍👦';
    for (let shift = 0; shift < 12; shift++) {
      const text = 'a'.repeat(shift) + family.repeat(2_000);
      const { prefix } = contextWindow(source(text), text.length);
      expect(graphemeClusters(prefix).every((cluster) => cluster === family)).toBe(true);
    }
  });

  it('reads only what is near the cursor of a huge document', () => {
    let read = 0;
    const huge: TextSource = {
      length: 50_000_000,
      slice: (start, end) => {
        read += end - start;
        return 'б'.repeat(end - start);
      },
    };
    contextWindow(huge, 31_415_926);
    expect(read).toBeLessThan(10_000);
  });
});
