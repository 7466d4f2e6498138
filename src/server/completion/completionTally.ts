import type { CompletionCounts, CompletionOrigin } from '../../protocol/completion.ts';
import type { GenerationOutcome } from '../engine/engineRpc.ts';

/** Counts what becomes of requests for ghost text. */
export class CompletionTally {
  readonly #answered: Record<CompletionOrigin, number> = {
    model: 0,
    running: 0,
    cache: 0,
    'type-through': 0,
    prepared: 0,
  };
  #finished = 0;
  #superseded = 0;
  #promptTokens = 0;
  #cachedTokens = 0;

  get counts(): CompletionCounts {
    return {
      answered: { ...this.#answered },
      finished: this.#finished,
      superseded: this.#superseded,
      promptTokens: this.#promptTokens,
      cachedTokens: this.#cachedTokens,
    };
  }

  answered(origin: CompletionOrigin): void {
    this.#answered[origin] += 1;
  }

  finished({ timings }: GenerationOutcome): void {
    this.#finished += 1;
    this.#promptTokens += timings.promptTokens;
    this.#cachedTokens += timings.cachedTokens;
  }

  superseded(): void {
    this.#superseded += 1;
  }
}
