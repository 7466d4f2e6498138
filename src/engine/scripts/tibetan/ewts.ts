/**
 * Extended Wylie (EWTS, Tibetan and Himalayan Library) syllable by syllable and sign by sign, by jsewts, the
 * JavaScript form of the reference converter of the Buddhist Digital Resource Center.
 */
import ewts from 'jsewts';

/*! jsewts 1.0.4, Buddhist Digital Resource Center, licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0 */

/** Tibetan letters, subjoined letters, vowel signs and the marks that hang on them. */
export const tibetanSyllable =
  /[\u0F40-\u0F84\u0F86-\u0FBC\u0F18\u0F19\u0F35\u0F37\u0F39\u0F3E\u0F3F\u0FC6]+/u;

/** Tsheg, which Wylie writes as a space. */
export const tsheg = '\u0F0B';

/** No syllable is nearly as long; the library takes quadratic time in the length. */
const longestSyllable = 100;

const options = { check: true, check_strict: false, sloppy: false } as const;
const onlyTibetan = /^[\u0F00-\u0FFF]+$/u;

/** Wylie of one syllable. Characters that Wylie has no letters for come as `\u0fXX`. */
export function syllableToWylie(syllable: string): string {
  return ewts.toWylie(syllable, false, []);
}

/** The syllable that Wylie letters spell, or null when no Tibetan syllable is spelt so. */
export function syllableFromWylie(wylie: string): string | null {
  if (wylie.length > longestSyllable) return null;
  const warns: string[] = [];
  const syllable = ewts.fromWylie(wylie.replaceAll('’', "'"), options, warns);
  return warns.length === 0 && onlyTibetan.test(syllable) ? syllable : null;
}

/** Signs and digits that have a Wylie sign of their own, with it. */
export const wylieOfSign: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0x100 }, (_, offset) => String.fromCodePoint(0x0f00 + offset))
    .filter((sign) => sign !== tsheg && !tibetanSyllable.test(sign))
    .map((sign) => [sign, ewts.toWylie(sign, false, [])] as const)
    .filter(([, wylie]) => /^[!-@[-`{-~]{1,2}$/u.test(wylie)),
);

/** The reverse of {@link wylieOfSign}. */
export const signOfWylie: ReadonlyMap<string, string> = new Map(
  Array.from(wylieOfSign, ([sign, wylie]) => [wylie, sign]),
);
