import {
  installCheckpoint,
  type InstallOptions,
  type InstallResult,
} from '../../../src/models/store/installCheckpoint.ts';
import type { RetryPolicy } from '../../../src/models/hub/retry.ts';
import type { LocalHub } from '../hub/localHub.ts';
import { repository } from './publishedCheckpoints.ts';

/** As patient as the real one, and a thousand times as fast. */
export const fastRetry: RetryPolicy = { attempts: 6, firstPauseMs: 1, longestPauseMs: 50, stallMs: 2000 };

/** Installs the test repository, agreeing to everything. */
export async function install(
  hub: LocalHub,
  store: string,
  options: Partial<InstallOptions> = {},
): Promise<InstallResult> {
  return installCheckpoint({
    store,
    repository,
    endpoint: hub.endpoint,
    agree: () => Promise.resolve(true),
    signal: new AbortController().signal,
    retry: fastRetry,
    ...options,
  });
}
