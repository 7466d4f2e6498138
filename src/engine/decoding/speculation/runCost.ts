/** How far an estimate follows each new measurement, in (0, 1): slow enough for one slow run not to matter. */
const learningRate = 0.1;

/** One measurement counts at most this many times what was expected: another program took the processor meanwhile. */
const largestSurprise = 4;

/** The unit of the second coordinate, in positions: makes both coordinates of usual drafts about as large. */
const furtherUnit = 4;

/**
 * What each further position of a run costs before anything was measured, relative to a run of one: weights are read
 * once for all positions. Measured with int4 weights on a processor, from 1.06 for two to 2.04 for eight.
 */
const usualFurther = 0.14;

/** Bytes of weights per millisecond before anything was measured: half of what a usual memory can deliver. */
const usualBytesPerMs = 2e7;

/**
 * What runs of one model take, learnt from those that were made: milliseconds = first + further · (positions − 1), by
 * the normalised least mean squares filter (Widrow and Hoff 1960), which follows a context that grows and a machine that
 * gets busy. It only decides how far to draft; what is written does not depend on it.
 */
export class RunCost {
  #first: number;
  /** Of {@link furtherUnit} positions. */
  #further: number;

  /** @param bytes size of the model's files */
  constructor(bytes: number) {
    this.#first = Math.max(bytes / usualBytesPerMs, 1e-3);
    this.#further = this.#first * usualFurther * furtherUnit;
  }

  /** Milliseconds that a run of so many positions is expected to take, 1 or more. */
  of(positions: number): number {
    return this.#first + this.#further * ((positions - 1) / furtherUnit);
  }

  /** Milliseconds that one more position is expected to add. */
  get furtherPosition(): number {
    return this.#further / furtherUnit;
  }

  /** Takes note of a run. */
  record(positions: number, ms: number): void {
    const expected = this.of(positions);
    const x = (positions - 1) / furtherUnit;
    const error = Math.min(ms, largestSurprise * expected) - expected;
    const step = (learningRate * error) / (1 + x * x);
    // Neither can be negative; a floor lets an estimate that fell too far come back.
    this.#first = Math.max(this.#first + step, 1e-4);
    this.#further = Math.max(this.#further + step * x, 1e-5);
  }
}
