import { setTimeout as sleep } from 'node:timers/promises';
import { throwIfAborted } from '../../engine/errors.ts';

/** How patiently a broken connection is tried again; times in milliseconds. */
export interface RetryPolicy {
  /** Tries in a row that bring nothing, before it is given up. */
  readonly attempts: number;
  /** The pause after the first failure; it doubles with each further one. */
  readonly firstPauseMs: number;
  /** No pause is longer, not even one the hub asks for. */
  readonly longestPauseMs: number;
  /** A connection that brings nothing for so long counts as broken. */
  readonly stallMs: number;
}

/** Half a minute of pauses in all: longer than a router needs to reconnect, shorter than a user's patience. */
export const patientRetry: RetryPolicy = {
  attempts: 6,
  firstPauseMs: 1000,
  longestPauseMs: 60_000,
  stallMs: 60_000,
};

/**
 * The pause before the next try: exponential, and up to a quarter shorter by chance, so that many clients do not
 * come back at the same moment.
 *
 * @param failures how often it failed in a row, from 1
 */
export function pauseAfter(failures: number, policy: RetryPolicy): number {
  const pause = Math.min(policy.firstPauseMs * 2 ** (failures - 1), policy.longestPauseMs);
  return pause * (1 - Math.random() / 4);
}

/**
 * What a Retry-After header asks for, in milliseconds: seconds, or a date (RFC 9110, 10.2.3); null when there is
 * none that can be read.
 */
export function parseRetryAfter(header: string | null, now = Date.now()): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  // A date has a month's name in it; without, some numbers would pass for years.
  const date = /[a-z]{3}/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** @throws TriMixError `cancelled` */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  // The timer's own error is of no use: the signal's reason tells why.
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  throwIfAborted(signal);
}
