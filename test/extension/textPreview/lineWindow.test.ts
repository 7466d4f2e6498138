import { describe, expect, it } from 'vitest';
import { lineWindow } from '../../../src/extension/textPreview/lineWindow.ts';

describe('the lines that are shown', () => {
  it('are what the editor shows and some around it', () => {
    expect(lineWindow(1000, { start: 100, end: 130 }, 110, () => 10)).toEqual({ start: 60, end: 170 });
    expect(lineWindow(1000, { start: 100, end: 130 }, 140, () => 10)).toEqual({ start: 60, end: 181 });
    expect(lineWindow(12, { start: 0, end: 12 }, 3, () => 10)).toEqual({ start: 0, end: 12 });
  });

  it('are fewer where they are long, the nearest to the anchor first', () => {
    expect(lineWindow(1000, { start: 100, end: 130 }, 110, () => 4_000)).toEqual({ start: 108, end: 113 });
  });

  it('are at least the anchor, however long it is', () => {
    expect(lineWindow(3, { start: 0, end: 3 }, 1, () => 100_000)).toEqual({ start: 1, end: 2 });
  });
});
