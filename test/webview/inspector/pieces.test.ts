import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../webview/inspector/pieces.ts';

describe('piecesOf', () => {
  it('leaves words of every script alone', () => {
    for (const text of ['རྒྱལ་', ' شىمال', 'مەملەكەت', 'қала', 'ᠬᠡᠯᠡ\u180Eᠠ', 'нийслэл']) {
      expect(piecesOf(text, 'running')).toEqual([{ kind: 'text', text }]);
    }
  });

  it('shows line ends by a sign and keeps them in the running text', () => {
    expect(piecesOf('a\r\n', 'running')).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'mark', sign: '↵', text: '\r\n' },
    ]);
    expect(piecesOf('a\n\nb', 'alone')).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'mark', sign: '↵', text: '' },
      { kind: 'mark', sign: '↵', text: '' },
      { kind: 'text', text: 'b' },
    ]);
  });

  it('shows spaces at the ends of a token that stands alone, not those inside', () => {
    expect(piecesOf(' ab cd ', 'alone')).toEqual([
      { kind: 'mark', sign: '␣', text: '' },
      { kind: 'text', text: 'ab cd' },
      { kind: 'mark', sign: '␣', text: '' },
    ]);
  });

  it('keeps the invisible characters that shape Mongolian suffixes beside their sign', () => {
    expect(piecesOf('\u202Fᠶᠢᠨ', 'alone')).toEqual([
      { kind: 'mark', sign: 'NNBSP', text: '\u202F' },
      { kind: 'text', text: 'ᠶᠢᠨ' },
    ]);
    expect(piecesOf('ᠭ\u180Bᠠ', 'alone')).toEqual([{ kind: 'text', text: 'ᠭ\u180Bᠠ' }]);
  });

  it('shows a token that has nothing but invisible characters', () => {
    expect(piecesOf('\u180B', 'alone')).toEqual([{ kind: 'mark', sign: 'FVS1', text: '\u180B' }]);
    expect(piecesOf('', 'running')).toEqual([{ kind: 'mark', sign: '∅', text: '' }]);
  });

  it('shows bytes by their digits', () => {
    expect(piecesOf('ས<0xE0><0xBE>', 'alone')).toEqual([
      { kind: 'text', text: 'ས' },
      { kind: 'byte', digits: 'E0' },
      { kind: 'byte', digits: 'BE' },
    ]);
  });

  it('takes markup for the text it is', () => {
    expect(piecesOf('<img src=x>', 'running')).toEqual([{ kind: 'text', text: '<img src=x>' }]);
  });
});
