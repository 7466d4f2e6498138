import { describe, expect, it } from 'vitest';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';
import { endsUnit } from '../../../src/engine/text/units.ts';
import { pauseBefore } from '../../../src/server/completion/pause.ts';
import { TypingRhythm } from '../../../src/server/completion/typingRhythm.ts';

const inside = { keystroke: 240, atUnitEnd: false };

/** Within a unit, and at its end. */
const places: readonly (readonly [LanguageTag, string, string])[] = [
  ['bo', 'བོད་ཡི', 'བོད་ཡིག་'],
  ['ug', 'ئۇيغۇر تىل', 'ئۇيغۇر تىلى '],
  ['kk-Arab', 'قازاق ٴتىل', 'قازاق ٴتىلى، '],
  ['kk-Cyrl', 'қазақ тіл', 'қазақ тілі.'],
  ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ', 'ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ\u202Fᠤᠨ'],
  ['mn-Cyrl', 'монгол хэл', 'монгол хэл '],
];

describe('pauseBefore', () => {
  it.each(places)('%s: is shorter behind a finished unit than inside it', (tag, within, behind) => {
    const pause = (text: string): number =>
      pauseBefore({ completion: 500, keystroke: 200, atUnitEnd: endsUnit(text, tag) });
    expect(pause(within)).toBe(250);
    expect(pause(behind)).toBe(125);
  });

  it('is a few milliseconds with models that are done before the next keystroke', () => {
    for (const completion of [5, 40, 70]) expect(pauseBefore({ ...inside, completion })).toBe(4);
  });

  it('grows with the time that a completion takes, up to a little more than the usual keystroke', () => {
    const pauses = [40, 100, 160, 240, 1_000, 60_000].map((completion) =>
      pauseBefore({ ...inside, completion }),
    );
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(new Set(pauses).size).toBe(4);
    expect(pauses.at(-1)).toBe(300);
  });

  it('is longer for a slow writer, whose next keystroke is longer to come, but never long', () => {
    const at = (keystroke: number): number => pauseBefore({ completion: 5_000, keystroke, atUnitEnd: false });
    expect(at(120)).toBeLessThan(at(240));
    expect(at(1_400)).toBe(400);
  });
});

describe('TypingRhythm', () => {
  it('follows the writer, and takes no thinking for typing', () => {
    const rhythm = new TypingRhythm();
    const before = rhythm.keystroke;
    let now = 0;
    for (let i = 0; i < 40; i++) rhythm.typed((now += 100));
    expect(rhythm.keystroke).toBeCloseTo(100, 0);
    rhythm.typed((now += 20_000));
    expect(rhythm.keystroke).toBeCloseTo(100, 0);
    for (let i = 0; i < 40; i++) rhythm.typed((now += 400));
    expect(rhythm.keystroke).toBeCloseTo(400, 0);
    expect(before).toBeGreaterThan(100);
    expect(rhythm.sinceLast(now + 7)).toBe(7);
  });
});
