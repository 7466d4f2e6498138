import { clusterBoundaryAfter } from '../text/graphemes.ts';

/** The window moves in steps of this share of its size, so that between steps its start, and the KV cache, stays. */
const steps = 4;

/**
 * Start of the part of `length` items that fits into `limit`: 0 while everything fits, then moving in steps of a
 * quarter of the limit counted from the beginning. A window that moved with every keystroke would never find its
 * prefix in the cache.
 */
export function steadyStart(length: number, limit: number): number {
  if (length <= limit) return 0;
  const step = Math.max(1, Math.floor(limit / steps));
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
  const step = Math.floor(limit / steps);
  if (lineStart > 0 && lineStart - start <= step) return text.slice(lineStart);
  return text.slice(clusterBoundaryAfter(text, start));
}
