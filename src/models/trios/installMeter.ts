import { Rate } from '../store/rate.ts';
import type { InstallProgress } from './installProgress.ts';

/** Reports come no more often, in milliseconds. */
const reportEveryMs = 100;

export interface InstallMeterOptions {
  /** Checkpoints to download or copy. */
  readonly steps: number;
  /** Bytes of all checkpoints to download. */
  readonly total: number;
  readonly report: (progress: InstallProgress) => void;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

/** Turns what happens to one checkpoint after the other into progress of the whole. */
export class InstallMeter {
  readonly #steps: number;
  readonly #total: number;
  readonly #report: (progress: InstallProgress) => void;
  readonly #now: () => number;
  readonly #downloads = new Rate();
  readonly #conversions = new Rate();
  /** The last speeds that were measured: each stage rests while the other works. */
  #downloadSpeed: number | null = null;
  #conversionSpeed: number | null = null;
  #repository = '';
  #step = 0;
  /** Bytes of the finished checkpoints. */
  #finished = 0;
  /** Of the checkpoint at work: bytes in all, those that are there, those that are converted. */
  #bytes = 0;
  #there = 0;
  #converted = 0;
  #lastReport = -Infinity;
  #lastStage: InstallProgress['stage'] | null = null;

  constructor({ steps, total, report, now = () => performance.now() }: InstallMeterOptions) {
    this.#steps = steps;
    this.#total = total;
    this.#report = report;
    this.#now = now;
  }

  /** The next checkpoint's turn; the one before is done. @param bytes to download of it */
  begin(repository: string, bytes: number): void {
    this.#finished += this.#bytes;
    this.#repository = repository;
    this.#step++;
    this.#bytes = bytes;
    this.#there = 0;
    this.#converted = 0;
    this.#downloads.reset();
    this.#conversions.reset();
  }

  /** So many bytes of the checkpoint, there already, have been read again. */
  checking(there: number): void {
    this.#there = there;
    this.#downloads.reset();
    this.#tell('checking', null);
  }

  /** So many bytes of the checkpoint are there. */
  downloading(there: number): void {
    this.#there = there;
    this.#downloads.add(this.#now(), there);
    this.#downloadSpeed = this.#downloads.perSecond ?? this.#downloadSpeed;
    this.#tell('downloading', this.#downloads.perSecond);
  }

  /** No download for a while: the time until the next byte is no measure of the connection. */
  pauseDownload(): void {
    this.#downloads.reset();
  }

  /** @param share of the checkpoint that is converted, from 0 to 1 */
  converting(share: number): void {
    this.#converted = share * this.#bytes;
    this.#conversions.add(this.#now(), this.#converted);
    this.#conversionSpeed = this.#conversions.perSecond ?? this.#conversionSpeed;
    this.#tell('converting', null);
  }

  /** So many bytes of so many are copied from another trio. */
  copying(done: number, total: number): void {
    this.#emit('copying', done, total, null, null);
  }

  #tell(stage: 'checking' | 'downloading' | 'converting', bytesPerSecond: number | null): void {
    // Files that no conversion asks for are never there, and still count as done in the end.
    const there = Math.max(this.#there, this.#converted);
    const done = Math.min(Math.round(this.#finished + (there + this.#converted) / 2), this.#total);
    this.#emit(stage, done, this.#total, bytesPerSecond, this.#secondsLeft(there));
  }

  #secondsLeft(there: number): number | null {
    const toDownload = this.#total - this.#finished - there;
    const toConvert = this.#total - this.#finished - this.#converted;
    if (toDownload > 0 && this.#downloadSpeed === null) return null;
    const download = toDownload > 0 ? toDownload / this.#downloadSpeed! : 0;
    // Until the first conversion shows how fast this machine is, its time is left out.
    return download + (this.#conversionSpeed === null ? 0 : toConvert / this.#conversionSpeed);
  }

  #emit(
    stage: InstallProgress['stage'],
    done: number,
    total: number,
    bytesPerSecond: number | null,
    secondsLeft: number | null,
  ): void {
    const time = this.#now();
    const isNew = stage !== this.#lastStage;
    if (!isNew && time - this.#lastReport < reportEveryMs && done < total) return;
    this.#lastReport = time;
    this.#lastStage = stage;
    const [repository, step, steps] = [this.#repository, this.#step, this.#steps];
    this.#report({ stage, repository, step, steps, done, total, bytesPerSecond, secondsLeft });
  }
}
