/** How long to measure. */
export interface Limits {
  /** At most so many rounds are measured, at least one. */
  readonly rounds: number;
  /** No round begins after this time, the first one excepted. */
  readonly ms: number;
  /** Whether a round that is not measured goes before: memory and caches are cold in the first. */
  readonly warmUp: boolean;
}

/**
 * Measures variants in rounds: within a round each runs once, so that a slow moment of the machine hits all of them.
 *
 * @param measure gives null for a run that tells nothing
 * @returns what each round gave, by variant
 */
export async function interleaved<Variant extends string, Measured>(
  variants: readonly Variant[],
  { rounds, ms, warmUp }: Limits,
  measure: (variant: Variant) => Promise<Measured | null>,
): Promise<Readonly<Record<Variant, readonly Measured[]>>> {
  const found = new Map<Variant, Measured[]>(variants.map((variant) => [variant, []]));
  const startedAt = performance.now();
  const first = warmUp ? -1 : 0;
  for (let round = first; round < rounds; round++) {
    if (round > 0 && performance.now() - startedAt >= ms) break;
    for (const variant of variants) {
      const measured = await measure(variant);
      if (round >= 0 && measured !== null) found.get(variant)!.push(measured);
    }
  }
  return Object.fromEntries(found) as Record<Variant, Measured[]>;
}
