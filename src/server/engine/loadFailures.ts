import { TriMixError } from '../../engine/errors.ts';
import type { LanguageTag } from '../../engine/text/languages.ts';
import { wasMemoryShort } from '../../engine/trio/providerRefusal.ts';

/** How long models that did not fit into memory are not tried again. */
const retryMemoryMs = 60_000;

interface Failure {
  readonly error: Error;
  /** Milliseconds of a monotonic clock. */
  readonly until: number;
}

/**
 * Loads that failed for a reason that trying again does not cure, or not yet: at each keystroke somebody would try. A
 * failure concerns a trio, or the small-cpt of one language of it, without which the others are still written.
 */
export class LoadFailures {
  readonly #failures = new Map<string, Failure>();

  get isEmpty(): boolean {
    return this.#failures.size === 0;
  }

  /**
   * @param trio what names the trio, and how it is loaded
   * @param language the language whose small-cpt failed; null where it was the trio
   * @param now milliseconds of a monotonic clock
   */
  remember(trio: string, language: LanguageTag | null, error: Error, now: number): void {
    // Another program may close: so much memory is looked at again, but not at every keystroke.
    const isShort = error instanceof TriMixError && wasMemoryShort(error);
    this.#failures.set(keyOf(trio, language), { error, until: isShort ? now + retryMemoryMs : Infinity });
  }

  /** What is known to go wrong where a language is wanted of a trio; null where nothing is. */
  find(trio: string, language: LanguageTag | null, now: number): Error | null {
    const known = [null, language].map((concerned) => this.#failures.get(keyOf(trio, concerned)));
    return known.find((failure) => failure !== undefined && now < failure.until)?.error ?? null;
  }

  /** Everything may be tried again. */
  clear(): void {
    this.#failures.clear();
  }
}

function keyOf(trio: string, language: LanguageTag | null): string {
  return JSON.stringify([trio, language]);
}
