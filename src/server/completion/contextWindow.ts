import { steadyStart } from '../../engine/tasks/contextWindow.ts';
import { clusterBoundaryAfter, clusterBoundaryBefore } from '../../engine/text/graphemes.ts';

/** A text of which only parts are read: a document may have fifty megabytes. Offsets are UTF-16 units. */
export interface TextSource {
  readonly length: number;
  slice(start: number, end: number): string;
}

export interface ContextWindow {
  readonly prefix: string;
  readonly suffix: string;
}

/** Sizes in UTF-16 units. */
export interface WindowLimits {
  /** The prefix is never longer. */
  readonly prefix: number;
  /** The prefix's start moves by this much at a time. */
  readonly step: number;
  readonly suffix: number;
}

/** 8 000 units are more tokens than the models of a trio take; 500 are enough to see that a text repeats. */
export const defaultLimits: WindowLimits = { prefix: 8_000, step: 2_000, suffix: 500 };

/** How far from its quantised place the start looks for the beginning of a line. */
const lineSearch = 500;
/** Text before a point that tells whether the point is inside a grapheme cluster; longer clusters are no text. */
const clusterSearch = 64;

/**
 * The text around the cursor that a completion is computed from.
 *
 * The start stays where it is while the cursor moves on, for `step` units at a time, so that the models' cached
 * prefix stays valid from keystroke to keystroke. It is the beginning of a line where one is near, and never
 * inside a grapheme cluster.
 *
 * @param cursor offset in the text, clamped to it
 */
export function contextWindow(
  text: TextSource,
  cursor: number,
  limits: WindowLimits = defaultLimits,
): ContextWindow {
  const at = Math.max(0, Math.min(cursor, text.length));
  const following = text.slice(at, Math.min(text.length, at + limits.suffix + clusterSearch));
  return {
    prefix: prefixWindow(text, at, limits),
    suffix: following.slice(0, clusterBoundaryBefore(following, Math.min(limits.suffix, following.length))),
  };
}

/**
 * The part of {@link contextWindow} before the cursor: all of the document that its completion depends on.
 *
 * @param cursor offset in the text, within it
 */
export function prefixWindow(text: TextSource, cursor: number, limits: WindowLimits = defaultLimits): string {
  return text.slice(windowStart(text, cursor, limits), cursor);
}

function windowStart(text: TextSource, cursor: number, limits: WindowLimits): number {
  const quantised = steadyStart(cursor, limits.prefix, limits.step);
  if (quantised === 0) return 0;
  const ahead = text.slice(quantised - 1, Math.min(quantised + lineSearch, cursor));
  const lineBreak = ahead.indexOf('\n');
  if (lineBreak >= 0) return quantised + lineBreak;
  const from = quantised - clusterSearch;
  const around = text.slice(from, Math.min(quantised + clusterSearch, cursor));
  return from + clusterBoundaryAfter(around, clusterSearch);
}
