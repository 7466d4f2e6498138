import { TriMixError } from '../../engine/errors.ts';

/** EDQUOT and EFBIG are other ways of saying that there is no more room. */
const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Runs an action in the store's folder, and puts a refusal of the file system into our own words.
 *
 * @throws TriMixError `disk-full`, `store-not-writable`
 */
export async function onDisk<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof TriMixError) throw error;
    if (fullCodes.has(fileSystemCode(error) ?? '')) throw new TriMixError('disk-full', { path }, error);
    const reason = error instanceof Error ? error.message : String(error);
    throw new TriMixError('store-not-writable', { path, reason }, error);
  }
}

/** The system's short name of an error, such as ENOENT; undefined for other errors. */
export function fileSystemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
