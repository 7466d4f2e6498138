import { clusterBoundaryAfter } from '../text/graphemes.ts';

/** The window moves in steps of a quarter of its size, so that between steps its start, and the KV cache, stays. */
const stepOf = (limit: number): number => Math.max(1, Math.floor(limit / 4));

/**
 * Start of the part of `length` items that fits into `limit`: 0 while everything fits, then moving in steps
 * counted from the beginning. A window that moved with every keystroke would never find its
 * prefix in the cache.
 */
export function steadyStart(length: number, limit: number, step = stepOf(limit)): number {
  if (length <= limit) return 0;
  return Math.ceil((length - limit) / step) * step;
}

/**
 * The end of a text that fits into `limit` UTF-16 units, beginning at a line where one begins within the first step,
 * else at a grapheme cluster.
 */
export function textWindow(text: string, limit: number): string {
  const start = steadyStart(text.length, limit);
  if (start === 0) return text;
  const lineStart = text.indexOf('\n', start) + 1;
  if (lineStart > 0 && lineStart - start <= stepOf(limit)) return text.slice(lineStart);
  return text.slice(clusterBoundaryAfter(text, start));
}
