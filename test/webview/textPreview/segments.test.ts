import { describe, expect, it } from 'vitest';
import type { LanguageTag } from '../../../src/protocol/engineTypes.ts';
import { segmentsOf } from '../../../webview/textPreview/segments.ts';
import { textView, written } from '../fixtures/textViews.ts';

const tags = Object.keys(written) as readonly LanguageTag[];

describe('the segments of a line', () => {
  it.each(tags)('%s: at every place of the caret they are the line, and cut no cluster', (tag) => {
    const [text] = written[tag].lines;
    const starts = new Set(Array.from(new Intl.Segmenter().segment(text), ({ index }) => index)).add(
      text.length,
    );
    for (let character = 0; character <= text.length; character++) {
      const caret = { line: 0, character };
      const selections = [{ start: { line: 0, character: character >> 1 }, end: caret }];
      const segments = segmentsOf({ number: 0, text }, textView(tag, { caret, selections, ghost: 'x' }));
      const own = segments.flatMap((segment) => ('start' in segment ? [segment] : []));
      expect(own.map((segment) => segment.text).join('')).toBe(text);
      for (const { start } of own) expect(starts).toContain(start);
      expect(segments.filter(({ kind }) => kind === 'caret')).toHaveLength(1);
      const at = segments.findIndex(({ kind }) => kind === 'caret');
      expect(segments[at + 1]).toEqual({ kind: 'ghost', text: 'x' });
    }
  });

  it('mark selections over several lines, and the caret only on its own', () => {
    const selections = [{ start: { line: 0, character: 5 }, end: { line: 2, character: 4 } }];
    const view = textView('kk-Cyrl', { selections, ghost: '' });
    const [first, , third] = written['kk-Cyrl'].lines;
    const kinds = (number: number, text: string) =>
      segmentsOf({ number, text }, view).map(({ kind }) => kind);
    expect(kinds(0, first)).toEqual(['text', 'selected']);
    expect(kinds(1, '')).toEqual([]);
    expect(kinds(2, third)).toEqual(['selected', 'text', 'caret']);
    expect(kinds(3, 'after')).toEqual(['text']);
  });
});
