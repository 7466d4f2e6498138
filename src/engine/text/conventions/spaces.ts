import {
  count,
  endingLength,
  nothingOpen,
  preferred,
  rewriteMatches,
  type Convention,
  type Rewriting,
} from './convention.ts';

/** A space on a line; no-break spaces that join are none. */
const space = '[ \\u00A0]';

/**
 * Signs that stand at the word before them: the comma, semicolon, question and exclamation mark, and a full stop that
 * is not the beginning of something («.NET», «…»).
 */
const sign = '(?:[،؛؟,;!?]|\\.(?![.\\p{L}\\p{N}]))';
const spaced = new RegExp(`(?<=[\\p{L}\\p{M}])${space}+(?=${sign})`, 'gu');
const unspaced = new RegExp(`(?<=[\\p{L}\\p{M}])${sign}`, 'gu');

/** No space before signs (W3C, Arabic & Persian Layout Requirements), unless the writer puts one there. */
export const noSpaceBeforeSigns: Convention = {
  read: (document) => {
    const counts = { spaced: count(document, spaced), unspaced: count(document, unspaced) };
    if (counts.spaced > 0 && preferred(counts) !== 'unspaced') return null;
    return {
      apply: (text, before) => rewriteMatches(text, before, spaced, () => ''),
      open: (text) => endingLength(text, new RegExp(`${space}+\\.?$`, 'u')),
    };
  },
};

const mongolianSpaced = new RegExp(`(?<=[\\p{L}\\p{M}\\u180B-\\u180D\\u180F])${space}(?=[᠂᠃᠄])`, 'gu');
const mongolianUnspaced = /(?<=[\p{L}\p{M}\u180B-\u180D\u180F])(?=[᠂᠃᠄])/gu;

/** Before ᠂ and ᠃ many writers put a space, and many do not. */
export const spaceBeforeMongolianSigns: Convention = {
  read: (document) => {
    const way = preferred({
      spaced: count(document, mongolianSpaced),
      unspaced: count(document, mongolianUnspaced),
    });
    if (way === null) return null;
    return way === 'spaced'
      ? {
          apply: (text, before) => rewriteMatches(text, before, mongolianUnspaced, () => ' '),
          open: nothingOpen,
        }
      : {
          apply: (text, before) => rewriteMatches(text, before, mongolianSpaced, () => ''),
          open: (text) => endingLength(text, new RegExp(`${space}$`, 'u')),
        };
  },
};

const spaceAtEnd = new RegExp(`${space}$`, 'u');
const spaceAtStart = new RegExp(`^${space}+(?!${space}|\\p{M}|[\\u200C\\u200D])`, 'u');

/** Signs that stand once where a text goes on; two shads, two exclamation marks or three points mean something. */
const single = /^[،؛,;་༌᠂᠃](?![\p{M}\u200C\u200D])/u;

/** Where a text goes on: no second space, and no sign that stands there already. */
export const cleanStart: Rewriting = {
  apply: (text, before) => {
    const trimmed = spaceAtEnd.test(before) ? text.replace(spaceAtStart, '') : text;
    const [first] = single.exec(trimmed) ?? [];
    return first !== undefined && before.endsWith(first) ? trimmed.slice(first.length) : trimmed;
  },
  open: nothingOpen,
};
