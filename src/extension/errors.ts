import type { ErrorCode, ErrorDetails } from '../protocol/engineTypes.ts';
import { trimixErrorCode, type TriMixErrorData } from '../protocol/messages.ts';

/** An error of the server's catalogue, as it arrives. */
export interface CatalogueError extends TriMixErrorData {
  /** In English; `explain.ts` has the words for users. */
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
  const { code, showToUser, details } = error.data;
  return { message: error.message, code, showToUser, details: flatDetails(details) };
}

/** True when nobody needs to hear of the error: it was cancelled, or a newer request took its place. */
export function isQuiet(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'Canceled' || error.name === 'CancellationError') return true;
  if ('code' in error && typeof error.code === 'number' && quietLspCodes.includes(error.code)) return true;
  const known = catalogueError(error);
  return known !== null && quietCodes.includes(known.code);
}

/** The texts and numbers among an error's details as they arrive; an older server sends none. */
export function flatDetails(details: unknown): ErrorDetails {
  if (typeof details !== 'object' || details === null) return {};
  return Object.fromEntries(
    Object.entries(details).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}

/** What the error itself says, in English: for logs. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isErrorData(
  value: unknown,
): value is Omit<TriMixErrorData, 'details'> & { readonly details?: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'showToUser' in value &&
    typeof value.showToUser === 'boolean'
  );
}
