/** Paths of SVG for the small charts. Coordinates: x is the token's index, y runs from 0 (top) to `height`. */

/** One column of a margin chart. */
export interface Column {
  readonly index: number;
  readonly value: number;
}

/** The scale of a chart whose zero line stays in view. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

/** The scale that just holds zero and all the values. */
export function scaleOf(values: readonly number[]): Scale {
  let low = 0;
  let high = 0;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low === high ? { low: 0, high: 1 } : { low, high };
}

/** The height at which a value lies. */
export function heightOf(value: number, { low, high }: Scale, height: number): number {
  return round(height * (1 - (value - low) / (high - low)));
}

/** A path of rectangles from the zero line to each value, a column's width being `width` of a token's step. */
export function columnsPath(columns: readonly Column[], scale: Scale, height: number, width: number): string {
  const zero = heightOf(0, scale, height);
  return columns
    .map(({ index, value }) => {
      const x = round(index + (1 - width) / 2);
      const y = heightOf(value, scale, height);
      return `M${x} ${zero}V${y}H${round(x + width)}V${zero}Z`;
    })
    .join('');
}

/** A stepped line through one value per token. */
export function stepsPath(values: readonly number[], scale: Scale, height: number): string {
  return values
    .map((value, index) => {
      const y = heightOf(value, scale, height);
      return index === 0 ? `M0 ${y}H1` : `V${y}H${index + 1}`;
    })
    .join('');
}

/** A stepped line through values that hold for a stretch each. */
export function stretchesPath(
  stretches: readonly { readonly from: number; readonly to: number; readonly value: number }[],
  scale: Scale,
  height: number,
): string {
  return stretches
    .map(({ from, to, value }, at) => {
      const y = heightOf(value, scale, height);
      return at === 0 ? `M${from} ${y}H${to}` : `V${y}H${to}`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
