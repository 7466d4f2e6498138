import { describe, expect, it } from 'vitest';
import type { LanguageTag } from '../../../src/protocol/engineTypes.ts';
import { placeAfterKey } from '../../../webview/textPreview/moves.ts';
import { textView, written } from '../fixtures/textViews.ts';

const forward = {
  bo: 'ArrowRight',
  ug: 'ArrowLeft',
  'kk-Arab': 'ArrowLeft',
  'kk-Cyrl': 'ArrowRight',
  'mn-Mong': 'ArrowDown',
  'mn-Cyrl': 'ArrowRight',
} as const satisfies Readonly<Record<LanguageTag, string>>;
const backward = { ArrowRight: 'ArrowLeft', ArrowLeft: 'ArrowRight', ArrowDown: 'ArrowUp' } as const;
const tags = Object.keys(written) as readonly LanguageTag[];

describe('the place after a key', () => {
  it.each(tags)('%s: walks through the whole text and back, cluster by cluster', (tag) => {
    const walk = (key: string, line: number, character: number) => {
      const places = [{ line, character }];
      for (;;) {
        const next = placeAfterKey(textView(tag, { caret: places.at(-1)! }), key);
        if (next === null) return places;
        places.push(next);
      }
    };
    const { lines } = written[tag];
    const there = walk(forward[tag], 0, 0);
    const clusters = lines.map((text) => Array.from(new Intl.Segmenter().segment(text)).length);
    expect(there).toHaveLength(clusters.reduce((sum, count) => sum + count + 1, 0));
    expect(there.at(-1)).toEqual({ line: 2, character: lines[2].length });
    expect(walk(backward[forward[tag]], 2, lines[2].length)).toEqual(there.toReversed());
  });

  it('goes to the ends of the line, and to the lines beside it, as the text runs', () => {
    const { lines } = written['mn-Mong'];
    const at = (line: number, character: number, key: string) =>
      placeAfterKey(textView('mn-Mong', { caret: { line, character } }), key);
    expect(at(0, 3, 'Home')).toEqual({ line: 0, character: 0 });
    expect(at(0, 3, 'End')).toEqual({ line: 0, character: lines[0].length });
    expect(at(0, 3, 'ArrowRight')).toEqual({ line: 1, character: 0 });
    expect(at(1, 0, 'ArrowLeft')).toEqual({ line: 0, character: 0 });
    expect(at(0, 3, 'ArrowLeft')).toBeNull();
    expect(at(0, 3, 'x')).toBeNull();
  });

  it('comes back to what is shown when the caret is out of sight', () => {
    const view = textView('bo', { caret: { line: 90, character: 1 }, top: 1 });
    expect(placeAfterKey(view, 'ArrowDown')).toEqual({ line: 1, character: 0 });
  });
});
