import { perSource, type PerSource } from '../../fusion/sources.ts';
import { Acceptance } from './acceptance.ts';
import { RunCost } from './runCost.ts';

/** Acceptance of looked-up tokens before anything was measured, and where it drifts back to while none are used. */
const usualRepetition = 0.6;

/** Looked-up tokens remembered. */
const memory = 16;

/** Matches not used until half of a bad experience is forgotten, about. */
const forgetting = 45;

/** What a trio's generations have taught about drafting; kept from one to the next, since most of them are short. */
export class DraftStatistics {
  readonly costs: PerSource<RunCost>;
  readonly acceptance = new Acceptance();
  #repetition = usualRepetition;

  /** @param bytes size of each model's files; 0 for one that is not in memory */
  constructor(bytes: PerSource<number>) {
    this.costs = perSource((source) => new RunCost(bytes[source]));
  }

  /** Probability that a token which followed the same words before follows them again. */
  get repetition(): number {
    return this.#repetition;
  }

  /** Takes note of one looked-up token that was compared with the one chosen. */
  recordRepetition(accepted: boolean): void {
    this.#repetition += ((accepted ? 1 : 0) - this.#repetition) / memory;
  }

  /** Takes note of a match that was not used: another text may repeat itself more faithfully. */
  passRepetition(): void {
    this.#repetition += (usualRepetition - this.#repetition) / forgetting;
  }
}
