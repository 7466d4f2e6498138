import { englishErrorText, quietErrorTexts, shownErrorTexts, type ErrorDetails } from './errorTexts.ts';

/** The stable code of a foreseen error: the catalogue of everything that can go wrong in a way the program foresees. */
export type ErrorCode = keyof typeof shownErrorTexts | keyof typeof quietErrorTexts;

/** All codes, for tests and documentation. */
export const errorCodes = Object.keys({ ...shownErrorTexts, ...quietErrorTexts }) as readonly ErrorCode[];

/** A foreseen error. Its message is fit to be read by a user, in English. */
export class TriMixError extends Error {
  override readonly name = 'TriMixError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(englishErrorText(code, details), cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }

  /** Whether an editor should show the message, rather than only log it. */
  get showToUser(): boolean {
    return Object.hasOwn(shownErrorTexts, this.code);
  }
}

/** True when the error only says that somebody no longer wants the result. */
export function isCancellation(error: unknown): boolean {
  return error instanceof TriMixError && (error.code === 'cancelled' || error.code === 'superseded');
}

/**
 * Throws when the signal is aborted: the signal's own reason when that is a {@link TriMixError}
 * (so that «superseded» stays «superseded»), else «cancelled».
 */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw signal.reason instanceof TriMixError ? signal.reason : new TriMixError('cancelled');
}

/** For the default branch of a switch over a union: a forgotten member does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
