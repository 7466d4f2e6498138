import { expect } from 'vitest';
import { TriMixError, type ErrorCode } from '../../../src/engine/errors.ts';

/** Awaits a foreseen error of the given code and returns it. */
export async function foreseen(code: ErrorCode, promise: Promise<unknown>): Promise<TriMixError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TriMixError);
  if (!(error instanceof TriMixError)) throw new Error('unreachable');
  expect(error.code, error.message).toBe(code);
  expect(error.message).not.toContain('undefined');
  return error;
}
