/** The middle value; of an even number of values the mean of the two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The value below which a share of the values lies, between two of them in proportion (the usual definition, number 7
 * of Hyndman and Fan 1996). NaN for none.
 *
 * @param share in [0, 1]
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** Prompts of different lengths, each with a measurement per token. */
export interface PerToken {
  readonly tokens: number;
  readonly msPerToken: number;
}

/** Milliseconds of all tokens by their number: a long text counts more than a short one. NaN for none. */
export function overallMsPerToken(prompts: readonly PerToken[]): number {
  const tokens = prompts.reduce((sum, prompt) => sum + prompt.tokens, 0);
  return prompts.reduce((sum, prompt) => sum + prompt.tokens * prompt.msPerToken, 0) / tokens;
}
