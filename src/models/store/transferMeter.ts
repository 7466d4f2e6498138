import { Rate } from './rate.ts';

/** How far a transfer is. */
export interface TransferProgress {
  /** `checking`: what an earlier run has brought is read again. */
  readonly stage: 'checking' | 'downloading' | 'copying';
  /** The file at work. */
  readonly file: string;
  /** Bytes of all files that are there, and bytes there will be. */
  readonly done: number;
  readonly total: number;
  /** Null until there is something to measure. */
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
}

/** Reports come no more often, in milliseconds. */
const reportEveryMs = 100;

/** Turns byte counts of one file after the other into progress of the whole. */
export class TransferMeter {
  readonly #stage: 'downloading' | 'copying';
  readonly #total: number;
  readonly #report: (progress: TransferProgress) => void;
  readonly #now: () => number;
  readonly #rate = new Rate();
  #finished = 0;
  #lastReport = -Infinity;

  /** @param now a clock in milliseconds */
  constructor(
    stage: 'downloading' | 'copying',
    total: number,
    report: (progress: TransferProgress) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#stage = stage;
    this.#total = total;
    this.#report = report;
    this.#now = now;
  }

  /** So many bytes of the file at work are there. */
  at(file: string, bytes: number): void {
    const time = this.#now();
    const done = this.#finished + bytes;
    // Bytes that were there from an earlier run, or are thrown away, are no speed.
    if (bytes === 0) this.#rate.reset();
    this.#rate.add(time, done);
    this.#tell(this.#stage, file, done, this.#rate.perSecond);
  }

  /** So many bytes of the file at work were there already and have been read again. */
  checked(file: string, bytes: number): void {
    this.#rate.reset();
    this.#tell('checking', file, this.#finished + bytes, null);
  }

  /** The file at work is there in full length. */
  finish(bytes: number): void {
    this.#finished += bytes;
  }

  #tell(stage: TransferProgress['stage'], file: string, done: number, bytesPerSecond: number | null): void {
    const time = this.#now();
    if (time - this.#lastReport < reportEveryMs && done < this.#total) return;
    this.#lastReport = time;
    const secondsLeft = bytesPerSecond === null ? null : (this.#total - done) / bytesPerSecond;
    this.#report({ stage, file, done, total: this.#total, bytesPerSecond, secondsLeft });
  }
}
