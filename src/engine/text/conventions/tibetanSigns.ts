import {
  count,
  endingLength,
  nothingOpen,
  preferred,
  rewriteMatches,
  type Convention,
} from './convention.ts';

/** Tsheg, and the delimiter tsheg at which no line breaks. */
const tsheg = '\u0F0B';
const delimiter = '\u0F0C';

const shad = '\\u0F0D-\\u0F11\\u0F14';
const beforeShad = (sign: string): RegExp => new RegExp(`${sign}(?=[${shad}])`, 'gu');
const elsewhere = (sign: string): RegExp => new RegExp(`${sign}(?![${shad}])`, 'gu');

/** The two tshegs, at one kind of place. */
function tshegConvention(at: (sign: string) => RegExp): Convention {
  return {
    read: (document) => {
      const way = preferred({
        [tsheg]: count(document, at(tsheg)),
        [delimiter]: count(document, at(delimiter)),
      });
      if (way === null) return null;
      const other = at(way === tsheg ? delimiter : tsheg);
      return {
        apply: (text, before) => rewriteMatches(text, before, other, () => way),
        open: (text) => endingLength(text, /[\u0F0B\u0F0C]$/u),
      };
    },
  };
}

/** «ང༌།» with U+0F0C, as W3C's Tibetan Layout Requirements have it, or with U+0F0B, as most keyboards write it. */
export const tshegBeforeShad = tshegConvention(beforeShad);

/** Between syllables nearly everybody writes U+0F0B. */
export const tshegBetweenSyllables = tshegConvention(elsewhere);

/** The double shad in one code point or in two. */
export const doubleShad: Convention = {
  read: (document) => {
    const way = preferred({ one: count(document, /༎/gu), two: count(document, /།།/gu) });
    if (way === null) return null;
    return way === 'one'
      ? {
          apply: (text, before) => rewriteMatches(text, before, /(?<!།)།།(?!།)/gu, () => '༎'),
          open: (text) => endingLength(text, /།+$/u),
        }
      : { apply: (text, before) => rewriteMatches(text, before, /༎/gu, () => '།།'), open: nothingOpen };
  },
};

/** After a shad a space, or one at which no line breaks. */
export const spaceAfterShad: Convention = {
  read: (document) => {
    const way = preferred({
      ' ': count(document, /(?<=[།༎]) /gu),
      '\u00A0': count(document, /(?<=[།༎])\u00A0/gu),
    });
    if (way === null) return null;
    return {
      apply: (text, before) => rewriteMatches(text, before, /(?<=[།༎])[ \u00A0]/gu, () => way),
      open: nothingOpen,
    };
  },
};
