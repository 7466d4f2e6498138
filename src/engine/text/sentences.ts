import { clusterBoundaryAfter, clusterBoundaryBefore } from './graphemes.ts';
import { isLanguageTag, type TranslationTag } from './languages.ts';
import { findNaturalEnd } from './naturalEnd.ts';

/**
 * Words before whose point an English sentence goes on: titles, and what introduces something. From Unicode CLDR's list
 * of sentence break suppressions for English (`common/segments/en.xml`), without those that end sentences as often
 * («U.S.», «etc.»).
 */
const suppressed =
  /(?:^|[^\p{L}])(?:Mr|Mrs|Ms|Dr|Prof|St|Rev|Hon|Gen|Col|Capt|Lt|Sgt|Sr|Jr|vs|cf|e\.g|i\.e|viz|al|approx|Fig|Figs|Eq|Eqs|Sec|Ch|No|Nos|Vol|pp|p|[A-Z])\.["”’)]*\s*$/u;

/**
 * Where the sentences of a text on one line end, white space after each taken along: the last index is the text's length.
 * For the six languages by {@link findNaturalEnd}, for the others by Unicode's rules (UAX #29).
 *
 * @returns ascending indices in UTF-16 units; empty for an empty text
 */
export function sentenceEnds(text: string, language: TranslationTag): readonly number[] {
  if (!isLanguageTag(language)) return segmenterEnds(text, language);
  const ends: number[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const end = findNaturalEnd(rest, language, 'sentence', true) ?? rest.length;
    const space = /^\s*/u.exec(rest.slice(end))?.[0].length ?? 0;
    // A mark that was put on the space belongs to what follows.
    at = clusterBoundaryAfter(text, at + Math.max(1, clusterBoundaryBefore(rest, end + space)));
    ends.push(at);
  }
  return ends;
}

function segmenterEnds(text: string, language: string): readonly number[] {
  const ends: number[] = [];
  let start = 0;
  for (const { index, segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    const end = index + segment.length;
    // «Is it?» he asked.
    if (language === 'en' && /^\p{Ll}/u.test(text.slice(end, end + 2))) continue;
    if (end < text.length && suppressed.test(text.slice(Math.max(start, end - 20), end))) continue;
    ends.push(end);
    start = end;
  }
  return ends;
}
