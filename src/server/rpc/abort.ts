import type { CancellationToken, Disposable } from 'vscode-languageserver/node';
import { throwIfAborted } from '../../engine/errors.ts';
import { waitUnlessAborted } from '../../engine/waitUnlessAborted.ts';

/** Runs `work` with a signal that is aborted when the client cancels its request. */
export async function withCancellation<T>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const registration: Disposable = token.onCancellationRequested(() => controller.abort());
  try {
    return await work(controller.signal);
  } finally {
    registration.dispose();
  }
}

/**
 * Sleeps.
 *
 * @param milliseconds 0 returns at once
 * @throws TriMixError 'superseded' or 'cancelled', by the signal's reason
 */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  throwIfAborted(signal);
  if (milliseconds <= 0) return;
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    await waitUnlessAborted(elapsed, signal);
  } finally {
    clearTimeout(timer);
  }
}
