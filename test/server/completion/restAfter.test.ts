import { describe, expect, it } from 'vitest';
import { restAfter } from '../../../src/server/completion/restAfter.ts';

/** Everything before ║ was typed; the whole is what was written. */
function typing(notation: string): { written: string; typed: string } {
  const [typed = '', rest = ''] = notation.split('║');
  return { written: typed + rest, typed };
}

describe('restAfter', () => {
  it.each([
    ['bo', 'ཀྱི་║ལོ་རྒྱུས།', 'ལོ་རྒྱུས།'],
    ['ug', 'مە║كتەپكە بارىمەن.', 'كتەپكە بارىمەن.'],
    ['kk-Arab', 'ٴتى║لى بار.', 'لى بار.'],
    ['kk-Cyrl', 'қаза║қ елі.', 'қ елі.'],
    ['mn-Mong', 'ᠬᠡᠯᠡ║ ᠪᠢᠴᠢᠭ᠌᠃', ' ᠪᠢᠴᠢᠭ᠌᠃'],
    ['mn-Cyrl', '║хэл бичиг.', 'хэл бичиг.'],
    ['all of it', 'хэл║', ''],
  ])('%s: what is typed is its beginning', (_name, notation, rest) => {
    const { written, typed } = typing(notation);
    expect(restAfter(written, typed)).toEqual({ kind: 'rest', text: rest });
  });

  it.each([
    ['bo, before a vowel sign', 'ཀ║ི་'],
    ['bo, before a stacked letter', 'ཀ║ྱི་'],
    ['kk-Cyrl, before a combining mark', 'и║\u0306'],
    ['mn-Mong, before a variation selector', 'ᠪᠢᠴᠢᠭ║\u180B'],
  ])('waits for the other half of a letter: %s', (_name, notation) => {
    const { written, typed } = typing(notation);
    expect(restAfter(written, typed)).toEqual({ kind: 'half-cluster' });
  });

  it.each([
    ['bo', 'ཀྱི་', 'ཀྱི་ལོ'],
    ['ug', 'مەن ', 'مەن مەك'],
    ['mn-Mong', '', 'ᠬᠡᠯᠡ'],
  ])('%s: goes beyond what is written so far', (_name, written, typed) => {
    expect(restAfter(written, typed)).toEqual({ kind: 'ahead' });
  });

  it.each([
    ['bo', 'ཀྱི་ལོ', 'ཀྱི་ད'],
    ['ug', 'مەن ', 'سەن'],
    ['kk-Arab', 'ٴتى', 'تى'],
    ['kk-Cyrl', 'қазақ', 'Қаз'],
    ['mn-Mong', 'ᠬᠡᠯᠡ\u202Fᠶᠢᠨ', 'ᠬᠡᠯᠡ ᠶ'],
    ['mn-Cyrl', 'хэл', 'хэлт'.replace('э', 'е')],
  ])('%s: contradicts it', (_name, written, typed) => {
    expect(restAfter(written, typed)).toEqual({ kind: 'contradicted' });
  });
});
