/** Rewrites generated text in the way that a document is written. */
export interface Rewriting {
  /**
   * @param text generated text from its beginning, whole grapheme clusters
   * @param before what stands before it, or the end of that
   */
  readonly apply: (text: string, before: string) => string;
  /** How much of the end of a text (UTF-16 units) `apply` may still write otherwise once more text follows it. */
  readonly open: (text: string) => number;
}

/** What some writers do in one way and some in another. */
export interface Convention {
  /** Null where the document does not show clearly how its writer does it: then generated text stays as it is. */
  readonly read: (document: string) => Rewriting | null;
}

/** So many times more often than all others together, and a way of writing is the writer's own. */
const clearly = 4;

/** The way that a document clearly prefers, by how often each occurs in it; null when none or several do. */
export function preferred<Way extends string>(counts: Readonly<Record<Way, number>>): Way | null {
  const ways = Object.keys(counts) as Way[];
  const total = ways.reduce((sum, way) => sum + counts[way], 0);
  return ways.find((way) => counts[way] > 0 && counts[way] >= clearly * (total - counts[way])) ?? null;
}

/** How often a pattern (with the g flag) occurs. */
export function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Nothing that a rule looks back at is longer (UTF-16 units). */
const context = 16;

/**
 * Rewrites each match of a pattern (with the g flag) that begins in the text. The pattern may look back at what stands
 * before it.
 */
export function rewriteMatches(
  text: string,
  before: string,
  pattern: RegExp,
  write: (match: string, preceding: string) => string,
): string {
  const tail = before.slice(-context);
  const whole = tail + text;
  let written = '';
  let at = tail.length;
  for (const { 0: match, index } of whole.matchAll(pattern)) {
    if (index < at) continue;
    written += whole.slice(at, index) + write(match, whole.slice(Math.max(0, index - context), index));
    at = index + match.length;
  }
  return written + whole.slice(at);
}

/** Length of the ending that a pattern (anchored with `$`) finds. */
export function endingLength(text: string, pattern: RegExp): number {
  return pattern.exec(text)?.[0].length ?? 0;
}

/** For rewritings that need not know what follows. */
export const nothingOpen = (): number => 0;
