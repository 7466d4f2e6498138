import { throwIfAborted, TriMixError } from './errors.ts';

/**
 * Waits for a promise that other callers share, and stops waiting (not the promise) when the signal is aborted.
 *
 * @throws TriMixError 'superseded' or 'cancelled', by the signal's reason
 */
export async function waitUnlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  throwIfAborted(signal);
  if (signal === undefined) return await promise;
  return await new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason instanceof TriMixError ? signal.reason : new TriMixError('cancelled'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
