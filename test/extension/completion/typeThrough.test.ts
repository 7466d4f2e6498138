import { describe, expect, it } from 'vitest';
import { follow, restAt, withLineEnds, type Offer } from '../../../src/extension/completion/typeThrough.ts';

const document = 'file:///text.md';

/** `written║offered`: the cursor stands before the ghost text. */
function offer(notation: string): Offer {
  const [written = '', text = ''] = notation.split('║');
  return { document, offset: written.length, text, typed: 0 };
}

/** Types pieces at the cursor, one edit each. */
function type(start: Offer, ...pieces: readonly string[]): Offer | null {
  let now: Offer | null = start;
  for (const text of pieces) {
    if (now === null) return null;
    now = follow(now, document, [{ offset: now.offset + now.typed, length: 0, text }]);
  }
  return now;
}

function restOf(now: Offer | null) {
  return now === null ? null : restAt(now, document, now.offset + now.typed);
}

describe('typing through an offer', () => {
  it.each([
    ['bo', 'བོད་║ཀྱི་ལོ་རྒྱུས།', ['ཀྱི་'], 'ལོ་རྒྱུས།'],
    ['ug', 'مەن ║مەكتەپكە بارىمەن.', ['مە', 'ك'], 'تەپكە بارىمەن.'],
    ['kk-Arab', 'بۇل ║قازاق ەلى.', ['ق', 'ا'], 'زاق ەلى.'],
    ['kk-Cyrl', 'Бұл ║қазақ елі.', ['қ', 'а', 'з'], 'ақ елі.'],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ║ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ᠌᠃', ['ᠬᠡ'], 'ᠯᠡ ᠪᠢᠴᠢᠭ᠌᠃'],
    ['mn-Cyrl', 'Монгол ║хэл бичиг.', ['хэл', ' '], 'бичиг.'],
  ])('%s: offers the rest', (_language, notation, pieces, rest) => {
    expect(restOf(type(offer(notation), ...pieces))).toEqual({
      kind: 'rest',
      text: rest,
      source: 'type-through',
    });
  });

  it('waits while half a grapheme cluster is typed, and goes on with its other half', () => {
    const half = type(offer('བོད་║ཀྱི་ལོ་'), 'ཀ');
    expect(restOf(half)).toEqual({ kind: 'wait' });
    expect(half && restOf(type(half, 'ྱ', 'ི'))).toEqual({ kind: 'rest', text: '་ལོ་', source: 'type-through' });
  });

  it('waits inside a surrogate pair', () => {
    expect(restOf(type(offer('a║😀b'), '\uD83D'))).toEqual({ kind: 'wait' });
  });

  it.each(['\n', '\r\n'] as const)('goes on behind a line end of the document: %j', (lineEnd) => {
    const start = { ...offer('Бұл ║'), text: withLineEnds('қазақ.\nЕкінші жол', lineEnd) };
    const rest = (text: string) => ({ kind: 'rest', text, source: 'type-through' });
    expect(restOf(type(start, 'қазақ.'))).toEqual(rest('\nЕкінші жол'));
    expect(restOf(type(start, `қазақ.${lineEnd}Екінші`))).toEqual(rest(' жол'));
  });

  it('ends when something else is typed', () => {
    expect(type(offer('བོད་║ཀྱི་'), 'ལ')).toBeNull();
  });

  it('has no rest once all of it is in the document', () => {
    expect(restOf(type(offer('Бұл ║қазақ'), 'қазақ'))).toEqual({ kind: 'none' });
  });

  it('ends when more than all of it is typed', () => {
    expect(type(offer('Бұл ║қазақ'), 'қазақ', ' елі')).toBeNull();
  });

  it('takes back what was typed when it is deleted', () => {
    const start = offer('Бұл ║қазақ елі');
    const typed = type(start, 'қаз');
    const shorter = typed && follow(typed, document, [{ offset: start.offset + 2, length: 1, text: '' }]);
    expect(restOf(shorter)).toEqual({ kind: 'rest', text: 'зақ елі', source: 'type-through' });
  });

  it('follows an input method that replaces its own composition', () => {
    const start = offer('Бұл ║қазақ');
    const composing = follow(start, document, [{ offset: start.offset, length: 0, text: 'қ' }]);
    const settled =
      composing && follow(composing, document, [{ offset: start.offset, length: 1, text: 'қаза' }]);
    expect(restOf(settled)).toEqual({ kind: 'rest', text: 'қ', source: 'type-through' });
  });

  it('ends when the text before it changes', () => {
    const start = offer('Бұл ║қазақ');
    expect(follow(start, document, [{ offset: 0, length: 1, text: 'О' }])).toBeNull();
    expect(follow(start, document, [{ offset: start.offset - 1, length: 1, text: '' }])).toBeNull();
  });

  it('ends when the text after the cursor changes', () => {
    const start = offer('Бұл ║қазақ');
    expect(follow(start, document, [{ offset: start.offset + 1, length: 0, text: 'x' }])).toBeNull();
  });

  it('is not touched by edits of another document', () => {
    const start = offer('Бұл ║қазақ');
    expect(follow(start, 'file:///other.md', [{ offset: 0, length: 0, text: 'x' }])).toBe(start);
  });

  it('says nothing elsewhere: at another place, in another document', () => {
    const start = offer('Бұл ║қазақ');
    expect(restAt(start, document, start.offset - 1)).toEqual({ kind: 'none' });
    expect(restAt(start, 'file:///other.md', start.offset)).toEqual({ kind: 'none' });
  });
});
