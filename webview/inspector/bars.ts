/** A bar on a signed scale, as fractions of the scale's whole width. */
export interface Bar {
  /** Where the bar begins, from the scale's low end, in [0, 1]. */
  readonly start: number;
  /** In [0, 1]. */
  readonly length: number;
}

/** Bars around a common zero. */
export interface BarScale {
  /** Where zero lies, in [0, 1]. */
  readonly zero: number;
  readonly bars: readonly Bar[];
}

/**
 * Lays signed values out as bars around one zero axis, all on one scale that just holds them.
 * Values that are not finite get no bar.
 */
export function layOutBars(values: readonly number[]): BarScale {
  const finite = values.map((value) => (Number.isFinite(value) ? value : 0));
  const low = Math.min(0, ...finite);
  const high = Math.max(0, ...finite);
  const span = high - low;
  if (span === 0) return { zero: 0, bars: finite.map(() => ({ start: 0, length: 0 })) };
  return {
    zero: (0 - low) / span,
    bars: finite.map((value) => ({
      start: (Math.min(value, 0) - low) / span,
      length: Math.abs(value) / span,
    })),
  };
}

/**
 * Whether contributions add up to the margin, within what 32-bit logits can tell: a relative 1e-4 of the largest
 * number involved, at least 1e-3.
 */
export function sumsTo(contributions: readonly number[], margin: number): boolean {
  const sum = contributions.reduce((total, value) => total + value, 0);
  const largest = Math.max(Math.abs(margin), ...contributions.map(Math.abs));
  return Math.abs(sum - margin) <= Math.max(1e-3, largest * 1e-4);
}
