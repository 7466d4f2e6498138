import type { Io } from './io.ts';

/** A line on standard error that says how far a long work is; nothing where nobody looks. */
export function progress(
  io: Io,
  work: string,
): { readonly at: (done: number, total: number) => void; readonly end: () => void } {
  const clearLine = '\r\u001B[K';
  return {
    at: (done, total) => {
      if (io.interactive) io.err(`${clearLine}${work}: ${done} of ${total}`);
    },
    end: () => {
      if (io.interactive) io.err(clearLine);
    },
  };
}
