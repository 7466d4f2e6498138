/** How far the installation of a trio is. */
export interface InstallProgress {
  /** `checking`: what an earlier run has left is read again. `measuring`: which processor is faster, once all is there. */
  readonly stage: 'checking' | 'downloading' | 'converting' | 'copying' | 'measuring';
  /** The checkpoint at work. */
  readonly repository: string;
  /** The checkpoint at work counts from 1. */
  readonly step: number;
  readonly steps: number;
  /**
   * In bytes of the checkpoints to download: a byte counts half when it is there and half when it is converted, so that
   * the share `done / total` grows through both. While `copying`, both count what is copied.
   */
  readonly done: number;
  readonly total: number;
  /** Of the download; null until there is something to measure, and while nothing is downloaded. */
  readonly bytesPerSecond: number | null;
  /** For all that is still to be done; null until there is something to measure. */
  readonly secondsLeft: number | null;
}
