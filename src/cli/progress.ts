import type { InstallProgress, TransferProgress } from '../models/index.ts';
import type { Io } from './io.ts';
import { formatBytes, formatDuration } from './quantities.ts';

const clearLine = '\r\u001B[K';

/** A line on standard error that says how far a long work is; nothing where nobody looks. */
export function progress(
  io: Io,
  work: string,
): { readonly at: (done: number, total: number) => void; readonly end: () => void } {
  return {
    at: (done, total) => show(io, `${work}: ${done} of ${total}`),
    end: () => show(io, ''),
  };
}

/** The same for bytes that are downloaded or copied, with speed and time left. */
export function transferProgress(io: Io): {
  readonly at: (progress: TransferProgress) => void;
  readonly end: () => void;
} {
  return {
    at: ({ stage, file, done, total, bytesPerSecond, secondsLeft }) => {
      const speed = bytesPerSecond === null ? '' : `, ${formatBytes(bytesPerSecond)}/s`;
      const left = secondsLeft === null ? '' : `, ${formatDuration(secondsLeft)} left`;
      const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
      show(
        io,
        `${percent} %, ${formatBytes(done)} of ${formatBytes(total)}${speed}${left} (${stage} ${file})`,
      );
    },
    end: () => show(io, ''),
  };
}

/** The same for the installation of a trio, or its copy. */
export function installProgress(io: Io): {
  readonly at: (progress: InstallProgress) => void;
  readonly end: () => void;
} {
  return {
    at: ({ stage, repository, step, steps, done, total, bytesPerSecond, secondsLeft }) => {
      const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
      const speed = bytesPerSecond === null ? '' : `, ${formatBytes(bytesPerSecond)}/s`;
      const left = secondsLeft === null ? '' : `, ${formatDuration(secondsLeft)} left`;
      show(io, `${percent} %${speed}${left} (${step} of ${steps}: ${stage} ${repository})`);
    },
    end: () => show(io, ''),
  };
}

function show(io: Io, line: string): void {
  if (io.interactive) io.err(`${clearLine}${line}`);
}
