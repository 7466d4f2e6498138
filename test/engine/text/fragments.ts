import { graphemeClusters } from '../../../src/engine/text/graphemes.ts';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';
import { realTexts } from '../realTexts.ts';

/** Mulberry32: the same cases in every run. @returns integers from 0 up to, without, `below` */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Joiners, marks of direction, variation selectors and separators: they show nothing and mean something. */
export const invisible = [
  '\u180B',
  '\u180C',
  '\u180D',
  '\u180F',
  '\u180E',
  '\u202F',
  '\u00A0',
  '\u200B',
  '\u200C',
  '\u200D',
  '\u200F',
  '\u2067',
  '\u2069',
  '\u00AD',
  '\u2060',
  '\uFEFF',
] as const;

const awkward = ['\n', '\r\n', ' — ', ' ᠃', '།', ' ། །', '،', 'ٴ ', '»', '«', '👩‍👩‍👧‍👦🏽', '🇰🇿', ' \u0301', '  '];

const longestFragment = 60;

/** A fragment of real text and what stands around it. */
export interface Fragment {
  /** What stands before it in its text. */
  readonly before: string;
  /** Cut between clusters, in two of three cases with something put in between clusters. */
  readonly text: string;
  /** What follows it in its text. */
  readonly after: string;
}

/** Fragments of all real text in a language, the same in every run. */
export function* fragments(tag: LanguageTag, count: number, seed: number): Generator<Fragment> {
  const random = randomNumbers(seed);
  const all = realTexts[tag].map((text) => graphemeClusters(text));
  for (let index = 0; index < count; index++) {
    const clusters = all[random(all.length)]!;
    const start = random(clusters.length);
    const end = start + 1 + random(longestFragment);
    const fragment = clusters.slice(start, end);
    if (index % 3 !== 0) {
      const from = index % 3 === 1 ? invisible : awkward;
      fragment.splice(random(fragment.length + 1), 0, from[random(from.length)]!);
    }
    yield {
      before: clusters.slice(0, start).join(''),
      text: fragment.join(''),
      after: clusters.slice(end, end + longestFragment).join(''),
    };
  }
}
