import { describe, expect, it } from 'vitest';
import {
  planUndo,
  readMemory,
  remember,
  type Stored,
  type WrittenSetting,
} from '../../../src/extension/editorSetUp/writtenSettings.ts';

const user = { target: 'user', languageId: null } as const;
const nothing: Stored = { set: false };
const height = (before: Stored, written: unknown): WrittenSetting => ({
  key: 'editor.lineHeight',
  place: user,
  before,
  written,
});

describe('the memory of what was written', () => {
  it('goes back to what was there before the first set-up', () => {
    const first = remember([], height(nothing, { a: 1 }));
    const second = remember(first, height({ set: true, value: { a: 1 } }, { a: 1, b: 2 }));
    expect(second).toEqual([height(nothing, { a: 1, b: 2 })]);
  });

  it('goes back to the user’s own value, when that came between two set-ups', () => {
    const first = remember([], height(nothing, 2));
    const second = remember(first, height({ set: true, value: 1.7 }, 2));
    expect(second).toEqual([height({ set: true, value: 1.7 }, 2)]);
  });

  it('keeps places apart', () => {
    const markdown = { ...height(nothing, 2), place: { target: 'user', languageId: 'markdown' } as const };
    expect(remember(remember([], height(nothing, 2)), markdown)).toHaveLength(2);
  });

  it('comes through the storage as it was, and is not led astray by anything else', () => {
    const memory = [height(nothing, 2), height({ set: true, value: null }, { a: true })];
    expect(readMemory(JSON.parse(JSON.stringify(memory)))).toEqual(memory);
    for (const stored of [undefined, 7, [null], [{ key: 'window.title' }], [{ ...memory[0], place: 'x' }]])
      expect(readMemory(stored)).toEqual([]);
  });
});

describe('an undo', () => {
  it('restores what is still ours, the same but for the order of names, and leaves the rest', () => {
    const ours = height(nothing, { a: true, b: true });
    const theirs: WrittenSetting = { ...height(nothing, 'x'), key: 'editor.wordSeparators' };
    const gone: WrittenSetting = { ...height(nothing, 'y'), key: 'editor.fontFamily' };
    const now = ({ key }: WrittenSetting): Stored =>
      key === 'editor.lineHeight'
        ? { set: true, value: { b: true, a: true } }
        : key === 'editor.wordSeparators'
          ? { set: true, value: 'changed' }
          : { set: false };
    expect(planUndo([ours, theirs, gone], now)).toEqual({ restore: [ours], leave: [theirs, gone] });
  });
});
