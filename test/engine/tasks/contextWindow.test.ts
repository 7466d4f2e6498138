import { describe, expect, it } from 'vitest';
import { steadyStart, textWindow } from '../../../src/engine/tasks/contextWindow.ts';
import { isClusterBoundary } from '../../../src/engine/text/graphemes.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { paragraphs } from '../udhr.ts';

describe('the context window', () => {
  it('takes everything while it fits, then always fits', () => {
    expect(steadyStart(1000, 1000)).toBe(0);
    for (let length = 1001; length < 5000; length++) {
      const start = steadyStart(length, 1000);
      expect(length - start).toBeLessThanOrEqual(1000);
      expect(length - start).toBeGreaterThan(700);
    }
  });

  it('moves in steps, so that most keystrokes leave its start where it was', () => {
    const starts = new Set(Array.from({ length: 4000 }, (_, i) => steadyStart(1001 + i, 1000)));
    expect(starts.size).toBeLessThanOrEqual(17);
  });

  it.each(languageTags)('cuts %s at a line or a cluster, never inside', (tag) => {
    const text = Array.from({ length: 10 }, () => paragraphs(tag).join('\n')).join('\n');
    for (const limit of [100, 333, 1000]) {
      for (let length = text.length - 50; length < text.length; length += 7) {
        const prefix = text.slice(0, length);
        const window = textWindow(prefix, limit);
        expect(prefix.endsWith(window)).toBe(true);
        expect(window.length).toBeLessThanOrEqual(limit);
        expect(isClusterBoundary(prefix, prefix.length - window.length)).toBe(true);
      }
    }
  });
});
