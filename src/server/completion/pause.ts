/** What the pause before a completion depends on. Times in milliseconds. */
export interface Tempo {
  /** How long it takes on these models lately until there is something to offer. */
  readonly completion: number;
  /** The time between the writer's keystrokes lately. */
  readonly keystroke: number;
  /** Whether the text before the cursor ends where the writer has finished a syllable or a word. */
  readonly atUnitEnd: boolean;
}

/** Lets what one key press sends in several edits arrive. */
const shortest = 4;

/** A pause that a writer would feel is worse than work for nothing. */
const longest = 400;

/** A completion that takes less of the time between two keystrokes than this is begun at each of them. */
const lightLoad = 0.3;

/** So much longer than the usual time between two keystrokes means that the writer has stopped for a moment. */
const stopped = 1.25;

/** Whoever has finished a word is more likely to look up, and whoever is inside one knows how it goes on. */
const atUnitEndShare = 0.5;

/**
 * How long to wait after a keystroke before a completion is begun. Fast models need next to no pause, as they are done
 * before the next keystroke; where they would not be, it is begun once the writer seems to have stopped.
 *
 * @returns milliseconds, from a few to 400
 */
export function pauseBefore({ completion, keystroke, atUnitEnd }: Tempo): number {
  const load = completion / Math.max(1, keystroke);
  const share = Math.min(1, Math.max(0, (load - lightLoad) / (1 - lightLoad)));
  const wait = share * stopped * keystroke * (atUnitEnd ? atUnitEndShare : 1);
  return Math.min(longest, Math.max(shortest, wait));
}
