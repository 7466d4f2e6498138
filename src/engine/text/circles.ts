import { clusterBoundaryBefore } from './graphemes.ts';

/**
 * Text that turns in a circle without ever quite repeating itself («ལི་ལི་སི་ལི་ལི་ལི་སི་…», «ол, ол өзінің, сізде, ол, …»): weak
 * mixes slide into it, and no rule about equal runs of tokens sees it. What gives it away is how few different syllables
 * or words it has.
 *
 * The thresholds stand between 265 greedy outputs of the demo trio that ran to their limit and the real texts of all six
 * language-script pairs. Of 20, 32 and 48 units in a row these have 7, 11 and 19 different ones at least (in a treatise
 * that says the same over and over), outputs that circle mostly up to 5, 6 and 9 (test/engine/text/circles.test.ts).
 */

/** A Tibetan syllable, elsewhere a word or number, with its invisible signs. */
const unit = /[\p{L}\p{M}\p{N}\u180E\u202F\u200C\u200D]+/gu;

/** So many units in a row with at most so many different ones. */
const circles = [
  { units: 12, different: 2 },
  { units: 20, different: 4 },
  { units: 32, different: 6 },
  { units: 48, different: 12 },
] as const;

const longestCircle = 48;

/** More of the end is not looked at (UTF-16 units): 48 units are mostly shorter. */
const glance = 1_000;

/** One letter or digit again and again: no word, and no number. */
const letterRun = /([\p{L}\p{N}]\p{M}*)\1{11,}$/u;

interface Unit {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function unitsOf(text: string, from: number): readonly Unit[] {
  return Array.from(text.slice(from).matchAll(unit), ({ 0: found, index }) => ({
    text: found,
    start: from + index,
    end: from + index + found.length,
  }));
}

/** Whether the end of a text turns in a circle. */
export function turnsInCircle(text: string): boolean {
  if (letterRun.test(text)) return true;
  const units = unitsOf(text, Math.max(0, text.length - glance));
  return circles.some((circle) => circleStart(units, circle) !== null);
}

/** Whether a text turns in a circle anywhere: an invocation, the chorus of a song. */
export function circlesSomewhere(text: string): boolean {
  const units = unitsOf(text, 0);
  return units.some((_, index) =>
    circles.some(
      (circle) => circleStart(units.slice(Math.max(0, index - longestCircle), index + 1), circle) !== null,
    ),
  );
}

/** Index of the first unit of a circle at the end, or null where there is none. */
function circleStart(
  units: readonly Unit[],
  { units: length, different }: (typeof circles)[number],
): number | null {
  if (units.length < length) return null;
  const words = new Set(units.slice(-length).map(({ text }) => text));
  if (words.size > different) return null;
  const before = units.findLastIndex(({ text }) => !words.has(text));
  return before + 1;
}

/** Runs of more units are not looked for. */
const longestRefrain = 40;

/**
 * Takes off the end of a text what turns in a circle there, up to where it begins to repeat itself: for the end of a
 * generation that was stopped for it. An unfinished unit at the very end counts for nothing.
 */
export function withoutCircle(text: string): string {
  const run = letterRun.exec(text);
  if (run !== null) return text.slice(0, clusterBoundaryBefore(text, run.index));
  const units = unitsOf(text, 0);
  const kept = Math.min(firstPass(units), ...periods(units));
  if (kept >= units.length) return text;
  return text.slice(0, clusterBoundaryBefore(text, units[kept]!.start));
}

/** How many units to keep of what circles: up to the first one that comes back. */
function firstPass(units: readonly Unit[]): number {
  const starts = circles.flatMap((circle) => circleStart(units, circle) ?? []);
  if (starts.length === 0) return units.length;
  const seen = new Set<string>();
  let kept = Math.min(...starts);
  for (; kept < units.length; kept++) {
    const { text } = units[kept]!;
    if (seen.has(text)) break;
    seen.add(text);
  }
  return kept;
}

/** How many units to keep of a run that stands at the end twice or more; words said twice may be meant so. */
function periods(units: readonly Unit[]): readonly number[] {
  const kept: number[] = [];
  for (const whole of [units, units.slice(0, -1)]) {
    for (let period = 1; period <= longestRefrain; period++) {
      let repeated = 0;
      const last = whole.length - 1;
      while (
        last - repeated - period >= 0 &&
        whole[last - repeated]!.text === whole[last - repeated - period]!.text
      )
        repeated++;
      const enough = period < 3 ? 2 * period : period;
      if (repeated >= enough) kept.push(whole.length - repeated);
    }
  }
  return kept;
}
