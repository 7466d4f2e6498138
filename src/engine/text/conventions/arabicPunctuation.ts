import { count, nothingOpen, preferred, rewriteMatches, type Convention } from './convention.ts';

const signs = [
  { ascii: ',', arabic: '،' },
  { ascii: ';', arabic: '؛' },
  { ascii: '?', arabic: '؟' },
] as const;

/** An Arabic letter, with what may close before a sign: only then is an ASCII sign one of the language. */
const afterWord = '(?<=[\\p{Script=Arabic}\\p{M}][»”"’)\\]]?)';

/**
 * The comma, semicolon and question mark of Arabic script (W3C, Arabic & Persian Layout Requirements) or of ASCII, sign
 * by sign; a sign that the document has not used yet goes with the others.
 */
export const arabicPunctuation: Convention = {
  read: (document) => {
    const counts = signs.map(({ ascii, arabic }) => ({
      ascii: count(document, new RegExp(`${afterWord}[${ascii}]`, 'gu')),
      arabic: count(document, new RegExp(arabic, 'gu')),
    }));
    const sum = (way: 'ascii' | 'arabic'): number => counts.reduce((total, each) => total + each[way], 0);
    const usual = preferred({ ascii: sum('ascii'), arabic: sum('arabic') });
    const table = new Map<string, string>();
    for (const [index, { ascii, arabic }] of signs.entries()) {
      const seen = counts[index]!;
      const way = seen.ascii + seen.arabic === 0 ? usual : preferred(seen);
      if (way === 'arabic') table.set(ascii, arabic);
      if (way === 'ascii') table.set(arabic, ascii);
    }
    if (table.size === 0) return null;
    const pattern = new RegExp(`${afterWord}[,;?]|[،؛؟]`, 'gu');
    return {
      apply: (text, before) => rewriteMatches(text, before, pattern, (sign) => table.get(sign) ?? sign),
      open: nothingOpen,
    };
  },
};
