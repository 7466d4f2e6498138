import { describe, expect, it } from 'vitest';
import type { TextSource } from '../../../src/server/completion/contextWindow.ts';
import { OfferWatch } from '../../../src/server/completion/offerWatch.ts';

const uri = 'file:///text.md';

function source(text: string): TextSource {
  return { length: text.length, slice: (start, end) => text.slice(start, end) };
}

/** `written║offered`: the cursor stands before the ghost text. */
function watching(notation: string): { watch: OfferWatch; written: string; offered: string } {
  const [written = '', offered = ''] = notation.split('║');
  const watch = new OfferWatch();
  watch.offered({ uri, offset: written.length, text: offered });
  return { watch, written, offered };
}

describe('OfferWatch', () => {
  it.each([
    ['bo', 'བོད་║ཀྱི་ལོ་རྒྱུས།'],
    ['ug', 'مەن ║مەكتەپكە بارىمەن.'],
    ['kk-Arab', 'بۇل ║قازاق ەلى.'],
    ['kk-Cyrl', 'Бұл ║қазақ елі.'],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ║ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ᠌᠃'],
    ['mn-Cyrl', 'Монгол ║хэл бичиг.'],
  ])('%s: sees an offer that is accepted, once', (_language, notation) => {
    const { watch, written, offered } = watching(notation);
    const end = { uri, offset: written.length + offered.length };
    expect(watch.changed(uri, source(`${written}${offered} …`))).toEqual(end);
    expect(watch.hasJustTaken(uri, end.offset)).toBe(true);
    expect(watch.hasJustTaken(uri, end.offset + 1)).toBe(false);
    expect(watch.changed(uri, source(`${written}${offered} … `))).toBeNull();
    expect(watch.hasJustTaken(uri, end.offset)).toBe(false);
  });

  it('sees an offer that is taken in parts at its end', () => {
    const { watch } = watching('Бұл ║қазақ елі.');
    expect(watch.changed(uri, source('Бұл қазақ'))).toBeNull();
    expect(watch.changed(uri, source('Бұл қазақ елі.'))).toEqual({ uri, offset: 14 });
  });

  it('leaves other documents and other text alone', () => {
    const { watch } = watching('Бұл ║қазақ елі.');
    expect(watch.changed('file:///other.md', source('Бұл қазақ елі.'))).toBeNull();
    expect(watch.changed(uri, source('Бұл қазақтар мен'))).toBeNull();
    expect(new OfferWatch().changed(uri, source('Бұл'))).toBeNull();
  });
});
