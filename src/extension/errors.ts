import type { ErrorCode } from '../protocol/engineTypes.ts';
import { trimixErrorCode, type TriMixErrorData } from '../protocol/messages.ts';

/** An error of the server's catalogue, as it arrives. */
export interface CatalogueError extends TriMixErrorData {
  readonly message: string;
}

/** Codes that only say that somebody no longer wants the result. */
const quietCodes: readonly ErrorCode[] = ['cancelled', 'superseded'];

/** LSP's own codes for the same: RequestCancelled, ContentModified, ServerCancelled. */
const quietLspCodes: readonly number[] = [-32_800, -32_801, -32_802];

/** Reads a rejected request as an error of the catalogue; null when it is something else. */
export function catalogueError(error: unknown): CatalogueError | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== trimixErrorCode) return null;
  if (!('data' in error) || !isErrorData(error.data)) return null;
  return { message: error.message, code: error.data.code, showToUser: error.data.showToUser };
}

/** True when nobody needs to hear of the error: it was cancelled, or a newer request took its place. */
export function isQuiet(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'Canceled' || error.name === 'CancellationError') return true;
  if ('code' in error && typeof error.code === 'number' && quietLspCodes.includes(error.code)) return true;
  const known = catalogueError(error);
  return known !== null && quietCodes.includes(known.code);
}

/** The error in words: the catalogue's where it is one of those, else what the error itself says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isErrorData(value: unknown): value is TriMixErrorData {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'showToUser' in value &&
    typeof value.showToUser === 'boolean'
  );
}
