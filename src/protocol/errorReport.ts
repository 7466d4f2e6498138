import type { ErrorCode, ErrorDetails } from './engineTypes.ts';

/** An error of the catalogue on its way to the client, which says it in its user's language by the code and the details. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** In English: for logs, and for a client that has no words for the code. */
  readonly message: string;
}
