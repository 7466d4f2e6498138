import { describe, expect, it } from 'vitest';
import { markupFormats } from '../../../src/engine/markup/format.ts';
import { proseBlocks } from '../../../src/engine/markup/proseBlocks.ts';
import { linesIn, proseIn } from './proseIn.ts';

describe('placeholders', () => {
  // In LaTeX `%` begins a comment.
  it.each(markupFormats.filter((format) => format !== 'latex'))('are kept in %s', (format) => {
    const text = '%.2f теңге, %(name)s мен %ld, 50 % деп';
    expect(linesIn(text, format)).toEqual([text]);
    expect(proseIn(text, format)).toEqual(['теңге,', 'мен', '50 % деп']);
  });
});

describe('a stretch of a document', () => {
  it.each(markupFormats)('has no more than what lies in it, in %s', (format) => {
    const text = 'Бірінші жол {name} сөз.\n\nЕкінші жол.';
    for (let start = 0; start < text.length; start++) {
      const parts = proseBlocks(text, format, { start, end: text.length - 3 }).flat();
      for (const part of parts) {
        expect(part.start).toBeGreaterThanOrEqual(start);
        expect(part.end).toBeLessThanOrEqual(text.length - 3);
        // A placeholder is known although it begins before the stretch.
        if (part.kind === 'text' && format !== 'latex')
          expect(text.slice(part.start, part.end)).not.toMatch(/am|\}/u);
      }
    }
  });
});
