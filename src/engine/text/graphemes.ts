/**
 * Grapheme clusters by Unicode's extended rules (UAX #29): what a reader sees as one character and what must
 * never be cut. A Mongolian vowel separator (U+180E) is a control by these rules and stands as a cluster of its own.
 */

// The rules do not depend on the locale; the tag only has to be a valid one.
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Splits text into its clusters; joined again they give the text. */
export function graphemeClusters(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The number of clusters. */
export function countClusters(text: string): number {
  let count = 0;
  const clusters = segmenter.segment(text)[Symbol.iterator]();
  while (clusters.next().done !== true) count++;
  return count;
}

/** Whether text may be cut before the UTF-16 unit at `index`. Both ends are boundaries. */
export function isClusterBoundary(text: string, index: number): boolean {
  return clusterBoundaryBefore(text, index) === index;
}

/** The greatest boundary that is not after `index` (UTF-16 units; clamped to the text). */
export function clusterBoundaryBefore(text: string, index: number): number {
  if (index <= 0) return 0;
  if (index >= text.length) return text.length;
  // Whether there is a boundary at `index` depends on the code point there and on what stands before it.
  const end = index + ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);
  for (let at = index; ;) {
    const anchor = anchorBefore(text, at);
    const found = segmenter.segment(text.slice(anchor, end)).containing(index - anchor);
    const start = anchor + (found?.index ?? 0);
    // A cluster that starts at the anchor may start even earlier (conjuncts, prepended signs).
    if (start > anchor || anchor === 0 || clusterBoundaryBefore(text, anchor) === anchor) return start;
    at = anchor;
  }
}

/** The least boundary that is not before `index` (UTF-16 units; clamped to the text). */
export function clusterBoundaryAfter(text: string, index: number): number {
  let at = Math.max(0, Math.min(index, text.length));
  while (!isClusterBoundary(text, at)) at++;
  return at;
}

/**
 * Splits growing text: `settled` will stay as it is whatever comes next, `open` is the last cluster, which more
 * text may still extend (a vowel sign, a variation selector, half an emoji sequence).
 */
export function splitLastCluster(text: string): { settled: string; open: string } {
  const start = text.length === 0 ? 0 : clusterBoundaryBefore(text, text.length - 1);
  return { settled: text.slice(0, start), open: text.slice(start) };
}

const base = /^(?!\p{Regional_Indicator})\p{Grapheme_Base}/u;

/**
 * Start of the nearest code point before `index` from which on the rules need not look further back: a base that
 * is no regional indicator (those pair up from the start of their run). 0 if there is none.
 */
function anchorBefore(text: string, index: number): number {
  for (let at = index - 1; at > 0; at--) {
    const unit = text.charCodeAt(at);
    const insidePair = unit >= 0xdc00 && unit <= 0xdfff && (text.codePointAt(at - 1) ?? 0) > 0xffff;
    if (!insidePair && base.test(text.slice(at, at + 2))) return at;
  }
  return 0;
}
