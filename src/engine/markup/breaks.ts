import { clusterBoundaryAfter } from '../text/graphemes.ts';
import { isLanguageTag, type TranslationTag } from '../text/languages.ts';
import { nextUnitEnd } from '../text/units.ts';
import type { SoftBreak, Stretch } from './sentence.ts';

/**
 * Breaks the lines of a translation about where its source breaks them. A space gives way to a break; where the language
 * writes none, the break goes between two of its units. Breaks that find no place are left out: they mean no more than
 * a space.
 *
 * Given the source itself, it gives the source back.
 */
export function spreadBreaks(
  text: string,
  { prose, breaks }: Pick<Stretch, 'prose' | 'breaks'>,
  language: TranslationTag,
): string {
  if (breaks.length === 0) return text;
  if (text === prose) return withBreaks(prose, breaks);
  const places = placesOf(text, language);
  let written = '';
  let at = 0;
  let from = 0;
  for (const { at: wanted, text: lineBreak } of breaks) {
    const target = (wanted / Math.max(1, prose.length)) * text.length;
    const found = nearest(places, target, from);
    if (found === null) break;
    const place = places[found]!;
    from = found + 1;
    written += text.slice(at, place.start) + lineBreak;
    at = place.end;
  }
  return written + text.slice(at);
}

/** A source with its breaks where they were. */
export function withBreaks(prose: string, breaks: readonly SoftBreak[]): string {
  let written = '';
  let from = 0;
  for (const { at, text } of breaks) {
    written += prose.slice(from, at) + text;
    from = at + 1;
  }
  return written + prose.slice(from);
}

/** Where a line may break: what is between `start` and `end` gives way to the break. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** A space between words. A line must not begin with what would make a list, a heading, a table or an admonition of it. */
const space = /(?<=\S) (?![\s#+>=|:*-]|\d+[.)]|[!?]{3})/gu;

function placesOf(text: string, language: TranslationTag): readonly Place[] {
  const spaces = Array.from(text.matchAll(space), ({ index }) => ({
    start: index,
    end: index + 1,
  }));
  if (spaces.length > 0 && language !== 'bo' && language !== 'zh') return spaces;
  const units: Place[] = [...spaces];
  for (let at = 0; at < text.length;) {
    at = isLanguageTag(language) ? nextUnitEnd(text, at, language) : clusterBoundaryAfter(text, at + 1);
    const isFree =
      at < text.length && !/\s/u.test(text.charAt(at)) && !/[\s\p{Ps}\p{Pi}]/u.test(text.charAt(at - 1));
    if (isFree && !/[\p{Pe}\p{Pf}\p{Po}]/u.test(text.charAt(at))) units.push({ start: at, end: at });
  }
  return units.sort((one, other) => one.start - other.start);
}

function nearest(places: readonly Place[], target: number, from: number): number | null {
  let best: number | null = null;
  let distance = Infinity;
  for (let index = from; index < places.length; index++) {
    const far = Math.abs(places[index]!.start - target);
    if (far >= distance) break;
    best = index;
    distance = far;
  }
  return best;
}
