import { TriMixError } from '../../engine/errors.ts';

/** The error for a status that trying again would not change; null for those it might (408, 425, 429 and 5xx). */
export function refusal(status: number, host: string, name: string): TriMixError | null {
  // The hub answers 401 for gated, for private and for unknown repositories alike, so as not to tell which exist.
  if (status === 401) return new TriMixError('hub-token-needed', { host, name });
  if (status === 403 || status === 451) return new TriMixError('hub-access-denied', { host, name });
  if (status === 404 || status === 410) return new TriMixError('hub-not-found', { host, name });
  const isPassing = status === 408 || status === 425 || status === 429 || status >= 500;
  return isPassing ? null : new TriMixError('hub-failed', { host, status });
}

/** The reason under a failed fetch: its own message is only «fetch failed». */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return causeOf(error.cause);
  // An attempt at several addresses fails with a list and no message of its own.
  if (error instanceof AggregateError && error.message === '') return causeOf(error.errors[0]);
  return error.message;
}
