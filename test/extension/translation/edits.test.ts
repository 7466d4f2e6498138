import { describe, expect, it } from 'vitest';
import {
  convertEdits,
  insertBelowEdits,
  replaceEdits,
  type Placed,
  type PlannedEdit,
} from '../../../src/extension/translation/edits.ts';

/** Reads `├ ┤` marks as the selections and gives each the translation `T1`, `T2`, … */
function parse(notation: string): { readonly text: string; readonly placed: readonly Placed[] } {
  const placed: Placed[] = [];
  let text = '';
  let start = 0;
  for (const character of notation) {
    if (character === '├') start = text.length;
    else if (character === '┤')
      placed.push({ range: { start, end: text.length }, translation: ` T${placed.length + 1}\n` });
    else text += character;
  }
  return { text, placed };
}
function apply(text: string, edits: readonly PlannedEdit[]): string {
  return edits
    .toReversed()
    .reduce((now, edit) => now.slice(0, edit.range.start) + edit.text + now.slice(edit.range.end), text);
}
const replaced = (notation: string) => {
  const { text, placed } = parse(notation);
  return apply(text, replaceEdits(text, placed));
};
const inserted = (notation: string, lineBreak = '\n') => {
  const { text, placed } = parse(notation);
  return apply(text, insertBelowEdits(text, placed, lineBreak));
};

describe('replacing', () => {
  it('puts each translation in place of its source', () => {
    expect(replaced('བོད་├ཡིག┤། ├མོན┤')).toBe('བོད་T1། T2');
  });
  it('keeps the white space around the source', () => {
    expect(replaced('├  Бұл қазақ.\r\n┤Next')).toBe('  T1\r\nNext');
  });
});

describe('converting', () => {
  it('takes the white space at the ends of the result: in Wylie it is a sign', () => {
    const text = 'བླ་མ་ཆེན་པོ་';
    const wylie = apply(text, convertEdits([{ range: { start: 0, end: 5 }, translation: 'bla ma ' }]));
    expect(wylie).toBe('bla ma ཆེན་པོ་');
    expect(apply(wylie, convertEdits([{ range: { start: 0, end: 7 }, translation: 'བླ་མ་' }]))).toBe(text);
  });
});

describe('inserting below', () => {
  it('adds a line below the line of the selection, without cutting it', () => {
    expect(inserted('one ├two┤ three\nfour')).toBe('one two three\nT1\nfour');
  });
  it('stays below the selected line when its line break is selected too', () => {
    expect(inserted('├one\n┤two')).toBe('one\nT1\ntwo');
  });
  it('works at the end of a document, and with its own line breaks', () => {
    expect(inserted('├one┤', '\r\n')).toBe('one\r\nT1');
    expect(inserted('├one┤\r\ntwo', '\r\n')).toBe('one\r\nT1\r\ntwo');
  });
  it('keeps the order of several selections in one line', () => {
    expect(inserted('├one┤ ├two┤\nrest')).toBe('one two\nT1\nT2\nrest');
  });
});
