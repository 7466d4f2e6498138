import { TriMixError } from '../engine/errors.ts';

/** Where the server tells what happens. The text of documents never goes there. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** An error as the log tells it: a foreseen one by its message, a fault of ours with its stack. */
export function describeError(error: unknown): string {
  if (error instanceof TriMixError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
