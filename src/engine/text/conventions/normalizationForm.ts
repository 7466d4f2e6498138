import {
  count,
  nothingOpen,
  preferred,
  rewriteMatches,
  type Convention,
  type Rewriting,
} from './convention.ts';

/** A letter with its marks. */
const cluster = /\P{M}\p{M}*/gu;

function occurrences(document: string): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const [letters] of document.matchAll(cluster)) times.set(letters, (times.get(letters) ?? 0) + 1);
  return times;
}

/** Letters in one code point or in several (й, ё, ئ): models write the former, some keyboards the latter. */
export const normalizationForm: Convention = {
  read: (document) => {
    const counts = { NFC: 0, NFD: 0 };
    for (const [letters, times] of occurrences(document)) {
      const composed = letters.normalize('NFC');
      const decomposed = letters.normalize('NFD');
      if (composed === decomposed) continue;
      if (letters === composed) counts.NFC += times;
      if (letters === decomposed) counts.NFD += times;
    }
    const way = preferred(counts);
    if (way === null) return null;
    return { apply: (text) => text.normalize(way), open: nothingOpen };
  },
};

/** Ornate parentheses are signs of their own, U+FEFF is no form of a letter, and some code points are none at all. */
const presentationForm = /[\uFB50-\uFD3D\uFD50-\uFDCF\uFDF0-\uFDFC\uFE70-\uFEFC]/gu;

/** What carries a mark that is shown alone. */
const carrier = /^[ \u0640](?=\p{M})/u;

/**
 * Arabic presentation forms are for old systems (The Unicode Standard, 9.2): a font joins the letters. Nobody's document
 * is meant to get new ones.
 */
export const withoutPresentationForms: Rewriting = {
  apply: (text, before) =>
    count(text, presentationForm) === 0
      ? text
      : rewriteMatches(text, before, presentationForm, (form) => form.normalize('NFKC').replace(carrier, '')),
  open: nothingOpen,
};
