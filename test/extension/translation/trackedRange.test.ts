import { describe, expect, it } from 'vitest';
import { trackRange, type Change } from '../../../src/extension/translation/trackedRange.ts';

/** `a├b┤c`: the range is between the marks. Applies the changes and marks where the range is now. */
function after(notation: string, ...changes: readonly Change[]): string {
  const start = notation.indexOf('├');
  const end = notation.indexOf('┤') - 1;
  let text = notation.replace('├', '').replace('┤', '');
  const range = trackRange({ start, end }, changes);
  for (const { offset, length, text: inserted } of changes) {
    text = text.slice(0, offset) + inserted + text.slice(offset + length);
  }
  return `${text.slice(0, range.start)}├${text.slice(range.start, range.end)}┤${text.slice(range.end)}`;
}
const insert = (offset: number, text: string): Change => ({ offset, length: 0, text });
const remove = (offset: number, length: number): Change => ({ offset, length, text: '' });

describe('following a selection through changes', () => {
  it('moves with changes before it', () => {
    expect(after('ab├cd┤ef', insert(0, 'བོད'))).toBe('བོདab├cd┤ef');
    expect(after('ab├cd┤ef', remove(0, 2))).toBe('├cd┤ef');
  });
  it('does not move with changes after it', () => {
    expect(after('ab├cd┤ef', insert(5, 'xyz'))).toBe('ab├cd┤exyzf');
  });
  it('leaves out what is typed at its ends', () => {
    expect(after('ab├cd┤ef', insert(2, 'x'))).toBe('abx├cd┤ef');
    expect(after('ab├cd┤ef', insert(4, 'x'))).toBe('ab├cd┤xef');
  });
  it('grows and shrinks with changes inside', () => {
    expect(after('ab├cd┤ef', insert(3, 'x'))).toBe('ab├cxd┤ef');
    expect(after('ab├cd┤ef', remove(2, 1))).toBe('ab├d┤ef');
    expect(after('ab├cd┤ef', { offset: 2, length: 2, text: 'new' })).toBe('ab├new┤ef');
  });
  it('keeps its own part of a change across an end', () => {
    expect(after('ab├cd┤ef', { offset: 1, length: 2, text: 'XYZ' })).toBe('aXYZ├d┤ef');
    expect(after('ab├cd┤ef', { offset: 3, length: 2, text: 'XYZ' })).toBe('ab├c┤XYZf');
  });
  it('becomes empty when all around it is replaced', () => {
    expect(after('ab├cd┤ef', { offset: 1, length: 4, text: 'X' })).toBe('a├┤Xf');
  });
  it('comes back to the same text when the change inside is undone', () => {
    expect(after('ab├cd┤ef', insert(3, 'x'), remove(3, 1))).toBe('ab├cd┤ef');
  });
  it('follows several changes of one edit, given from the end to the start', () => {
    expect(after('ab├cd┤ef', insert(6, '!'), insert(0, '>>'))).toBe('>>ab├cd┤ef!');
  });
});
