import { describe, expect, it } from 'vitest';
import { completionAnchor } from '../../../src/server/completion/selectedSuggestion.ts';

describe('completionAnchor', () => {
  const position = { line: 2, character: 5 };
  const range = { start: { line: 2, character: 2 }, end: position };

  it('goes on from the cursor when no entry is selected', () => {
    expect(completionAnchor(position, undefined, () => '')).toEqual({
      at: position,
      lead: '',
      range: { start: position, end: position },
    });
  });

  it('goes on from the selected entry and replaces what was typed of it', () => {
    expect(completionAnchor(position, { range, text: 'тілдер' }, () => 'тіл')).toEqual({
      at: range.start,
      lead: 'тілдер',
      range,
    });
  });

  it('has no place when the entry changes what is written or lies elsewhere', () => {
    expect(completionAnchor(position, { range, text: 'ТІЛДЕР' }, () => 'тіл')).toBeNull();
    expect(completionAnchor({ line: 3, character: 5 }, { range, text: 'тілдер' }, () => 'тіл')).toBeNull();
  });
});
