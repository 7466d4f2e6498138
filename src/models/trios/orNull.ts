import { TriMixError } from '../../engine/errors.ts';

/** What cannot be opened for a foreseen reason counts as not there. */
export async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof TriMixError) return null;
    throw error;
  }
}
