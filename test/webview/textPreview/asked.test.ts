import { describe, expect, it } from 'vitest';
import type { TextView } from '../../../src/protocol/textPreview.ts';
import { hasArrived, whileAsked } from '../../../webview/textPreview/asked.ts';

const selections = [{ start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }];
const behind: TextView = {
  name: 'a',
  passages: [],
  caret: { line: 1, character: 0 },
  selections,
  ghost: 'g',
  top: 0,
};

describe('a view that comes while the editor is on its way', () => {
  it('keeps the cursor where the last key wants it', () => {
    const shown = whileAsked(behind, { line: 2, character: 0 });
    expect(shown).toEqual({ ...behind, caret: { line: 2, character: 0 }, selections: [], ghost: '' });
  });

  it('is shown as it is when nothing was asked, or the editor has arrived', () => {
    expect(whileAsked(behind, null)).toBe(behind);
    expect(whileAsked(behind, { line: 1, character: 0 })).toBe(behind);
    expect(hasArrived(behind, { line: 1, character: 1 })).toBe(false);
  });
});
