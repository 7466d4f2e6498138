/** How far the installation of a trio is. */
export interface InstallProgress {
  /** `checking`: what an earlier run has left is read again. */
  readonly stage: 'checking' | 'downloading' | 'converting' | 'copying';
  /** The checkpoint at work. */
  readonly repository: string;
  /** The checkpoint at work counts from 1. */
  readonly step: number;
  readonly steps: number;
  /** Bytes of the whole installation: both count what is downloaded; copying counts what is copied. */
  readonly done: number;
  readonly total: number;
  /** Null until there is something to measure, and while nothing is downloaded. */
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
}
