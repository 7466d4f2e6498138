/** Crashes longer ago than this say nothing about now. */
const windowMs = 3 * 60_000;

/** The first wait; each further crash within the window doubles it: 0.5, 1, 2, 4, 8 seconds. */
const firstDelayMs = 500;

/** Restarts within the window; a server that needs more is broken, and trying on would only burn the battery. */
const maximumRestarts = 5;

export type RestartDecision =
  | { readonly kind: 'retry'; readonly delayMs: number; readonly crashes: number }
  | { readonly kind: 'give-up'; readonly crashes: number };

/**
 * What to do after a crash.
 *
 * @param crashes times of all crashes so far, the newest included, in milliseconds
 * @param now time of the newest crash, in milliseconds
 */
export function decideRestart(crashes: readonly number[], now: number): RestartDecision {
  const recent = crashes.filter((time) => now - time < windowMs).length;
  if (recent > maximumRestarts) return { kind: 'give-up', crashes: recent };
  return { kind: 'retry', delayMs: firstDelayMs * 2 ** (Math.max(1, recent) - 1), crashes: recent };
}
