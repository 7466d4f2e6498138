import { count, preferred, rewriteMatches, type Convention } from './convention.ts';

const letter = '\\u1820-\\u18AA';
const selector = '\\u180B-\\u180D\\u180F';
const suffix = `([${letter}][${letter}${selector}]*)`;

/** What joins a suffix to its stem: U+202F; U+180E in newer and in very old text; or nothing but a space. */
const connectors = ['\u202F', '\u180E', ' '] as const;
type Connector = (typeof connectors)[number];

/**
 * Suffixes that are no words of their own, without signs that choose forms. W3C's Mongolian Layout Requirements and The
 * Unicode Standard (13.5) have them joined by a narrow no-break space.
 */
const neverWords = 'ᠤᠨ ᠦᠨ ᠶᠢᠨ ᠤ ᠦ ᠢ ᠶᠢ ᠳᠤ ᠳᠦ ᠲᠤ ᠲᠦ ᠳᠤᠷ ᠲᠤᠷ ᠡᠴᠡ ᠢᠶᠠᠷ ᠢᠶᠡᠷ ᠢᠶᠠᠨ ᠢᠶᠡᠨ'.split(' ');

/** Between a stem and what follows: only there a sign joins. */
const afterStem = `(?<=[${letter}${selector}])`;
const joint = (connector: string): RegExp => new RegExp(`${afterStem}${connector}${suffix}`, 'gu');
const anyJoint = joint(`[${connectors.join('')}]`);

const plain = (written: string): string => written.replace(new RegExp(`[${selector}]`, 'gu'), '');

/** The separated vowel of ᠪᠠᠶᠢᠭ᠎ᠠ is no suffix: its separator is never another sign. */
const isVowel = (written: string): boolean => /^[ᠠᠡ]$/u.test(plain(written));

/** Suffixes at the joints of a text that one sign makes. */
function suffixesAfter(document: string, connector: Connector): readonly string[] {
  const found = Array.from(document.matchAll(joint(connector)), ([match]) => match.slice(connector.length));
  return connector === '\u180E' ? found.filter((written) => !isVowel(written)) : found;
}

/**
 * How Mongolian suffixes are joined. From a space only those are taken that cannot be words, or that the document joins;
 * separated vowels stay.
 */
export const mongolianSuffixes: Convention = {
  read: (document) => {
    const joined = new Set(
      ['\u202F' as const, '\u180E' as const]
        .flatMap((connector) => suffixesAfter(document, connector))
        .filter((written) => !isVowel(written))
        .map(plain),
    );
    const way = preferred({
      '\u202F': count(document, joint('\u202F')),
      '\u180E': suffixesAfter(document, '\u180E').length,
      ' ': suffixesAfter(document, ' ').filter((written) => neverWords.includes(plain(written))).length,
    });
    if (way === null) return null;
    const known = new Set([...neverWords, ...joined]);
    const write = (match: string): string => {
      const connector = match.charAt(0);
      const written = match.slice(1);
      const stays =
        isVowel(written) || (connector === ' ' && !known.has(plain(written))) || connector === way;
      return stays ? match : way + written;
    };
    return {
      apply: (text, before) => rewriteMatches(text, before, anyJoint, write),
      open: (text) => openJoint(text, known),
    };
  },
};

const lastJoint = new RegExp(`[${connectors.join('')}](?:[${letter}][${letter}${selector}]*)?$`, 'u');

/** What follows a sign decides what it is: a suffix that is not known to be whole, or a separated vowel. */
function openJoint(text: string, known: ReadonlySet<string>): number {
  const [match] = lastJoint.exec(text) ?? [];
  if (match === undefined) return 0;
  const begun = plain(match.slice(1));
  if (match.startsWith(' ')) return [...known].some((whole) => whole.startsWith(begun)) ? match.length : 0;
  return begun === '' || isVowel(begun) ? match.length : 0;
}
